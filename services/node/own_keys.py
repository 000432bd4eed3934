"""Keys that a node makes for itself: files in its home, for its owner's eyes only."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from shared.settings import SettingsUnusable

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

FORM_SECRET_FILE = "forms.key"  # noqa: S105 - a name
TOKEN_KEY_FILE = "tokens.key"  # noqa: S105 - a name
SECRET_BYTES = 32


def form_secret(home: Path) -> bytes:
    """Return what seals the tokens of forms; made on first use."""
    path = home / FORM_SECRET_FILE
    secret = made_once(path, lambda: secrets.token_hex(SECRET_BYTES).encode())
    if len(secret) != 2 * SECRET_BYTES:
        raise SettingsUnusable(
            f"Plik {path} nie jest kluczem formularzy – usuń go, a węzeł utworzy nowy."
        )
    return secret


def token_key(home: Path) -> Ed25519PrivateKey:
    """Return the key with which accounts say who somebody is; made on first use.

    Raises SettingsUnusable if the file holds something else.
    """
    path = home / TOKEN_KEY_FILE
    written = made_once(path, _new_key)
    try:
        key = load_pem_private_key(written, password=None)
    except ValueError as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def made_once(path: Path, make: Callable[[], bytes]) -> bytes:
    """Return what a file holds; the first who asks makes it, whole or not at all."""
    if not path.exists():
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(make())
            file.flush()
            os.fsync(descriptor)
        try:
            # Fails if another process was faster; its key is the one that counts.
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_bytes().strip()


def _new_key() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _no_key(path: Path) -> SettingsUnusable:
    return SettingsUnusable(
        f"Plik {path} nie jest kluczem logowania – usuń go, a węzeł utworzy nowy; wszyscy zalogują "
        "się wtedy ponownie."
    )
