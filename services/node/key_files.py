"""Keys that a node makes for itself: files in its home, for their owner's eyes only."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from tempfile import mkstemp
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from shared.settings import SettingsUnusable

if TYPE_CHECKING:
    from collections.abc import Callable


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
        # For its owner's eyes only, from the first byte on.
        descriptor, fresh = mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(descriptor)
        # Somebody else may have been faster: then that key is the one that counts.
        with suppress(FileExistsError):
            os.link(fresh, path)
        Path(fresh).unlink()
    return path.read_bytes().strip()
