"""The key with which a node seals PESEL numbers: a file in its home, for its owner's eyes only."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from cryptography.fernet import Fernet

from shared.settings import SettingsUnusable

if TYPE_CHECKING:
    from pathlib import Path

KEY_FILE = "pesel.key"


def pesel_key(home: Path) -> bytes:
    """Return the node's key, made on first use; a backup of the database is no use without it.

    Raises SettingsUnusable if the file holds something else.
    """
    path = home / KEY_FILE
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _checked(path)
    with os.fdopen(descriptor, "wb") as file:
        file.write(Fernet.generate_key())
        file.flush()
        os.fsync(descriptor)
    return _checked(path)


def _checked(path: Path) -> bytes:
    key = path.read_bytes().strip()
    try:
        Fernet(key)
    except ValueError as error:
        raise SettingsUnusable(
            f"Plik {path} nie jest kluczem do numerów PESEL – przywróć go z kopii."
        ) from error
    return key
