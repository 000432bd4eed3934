"""The keys of a node's pages: what seals forms, and what signs who somebody is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from services.node.key_files import key_in, made_once
from shared.settings import SettingsUnusable

if TYPE_CHECKING:
    from pathlib import Path

FORMS_FILE = "forms.key"
TOKENS_FILE = "tokens.key"


def form_secret(home: Path) -> bytes:
    """Return what seals the tokens of forms; raise SettingsUnusable if the file is no key."""
    return key_in(home / FORMS_FILE, "formularzy")


def token_key(home: Path) -> Ed25519PrivateKey:
    """Return the key with which accounts say who somebody is.

    Raises SettingsUnusable if the file holds something else.
    """
    path = home / TOKENS_FILE
    try:
        key = load_pem_private_key(made_once(path, _new_key), password=None)
    except ValueError as error:
        raise _no_key(path) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _no_key(path)
    return key


def _new_key() -> bytes:
    key = Ed25519PrivateKey.generate()
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _no_key(path: Path) -> SettingsUnusable:
    return SettingsUnusable(
        f"Plik {path} nie jest kluczem logowania – usuń go, a węzeł utworzy nowy; wszyscy zalogują "
        "się wtedy ponownie."
    )
