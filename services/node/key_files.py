"""Keys with which a node seals what lies in its databases: files for their owner's eyes only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from shared.settings import SettingsUnusable

if TYPE_CHECKING:
    from pathlib import Path


def key_in(path: Path, opens: str) -> bytes:
    """Return the Fernet key in a file, made on first use.

    `opens` says, in the genitive, what it is the key to. Raises SettingsUnusable if the file holds
    something else.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _checked(path, opens)
    with os.fdopen(descriptor, "wb") as file:
        file.write(Fernet.generate_key())
        file.flush()
        os.fsync(descriptor)
    return _checked(path, opens)


def _checked(path: Path, opens: str) -> bytes:
    key = path.read_bytes().strip()
    try:
        Fernet(key)
    except ValueError as error:
        raise SettingsUnusable(
            f"Plik {path} nie jest kluczem do {opens} – przywróć go z kopii."
        ) from error
    return key
