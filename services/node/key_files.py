"""Keys that a node makes for itself: files in its home, for their owner's eyes only."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from shared.settings import SettingsUnusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def key_in(path: Path, opens: str) -> bytes:
    """Return the Fernet key in a file, made on first use.

    `opens` says, in the genitive, what it is the key to. Raises SettingsUnusable if the file holds
    something else.
    """
    key = made_once(path, Fernet.generate_key)
    try:
        Fernet(key)
    except ValueError as error:
        raise SettingsUnusable(
            f"Plik {path} nie jest kluczem do {opens} – przywróć go z kopii."
        ) from error
    return key


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what a file holds; whoever asks first makes it, whole or not at all."""
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(descriptor)
        # Another process may have been faster: then its key is the one that counts.
        with suppress(FileExistsError):
            os.link(fresh, path)
        fresh.unlink()
    return path.read_bytes().strip()
