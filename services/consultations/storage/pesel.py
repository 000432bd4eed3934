"""PESEL numbers as they lie in the database: sealed, and findable only by whoever has the key."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Self

from cryptography.fernet import Fernet, InvalidToken


class PeselUnreadable(Exception):
    """A PESEL is opened with the key that sealed it; the text says what to put right."""

    def __init__(self) -> None:
        super().__init__(
            "Tym kluczem nie da się odczytać numerów PESEL – przywróć plik pesel.key, "
            "z którym je zapisano."
        )


@dataclass(frozen=True)
class PeselSafe:
    """Seals and opens; `key` is a Fernet key from the node's home (domain.md 6)."""

    key: bytes = field(repr=False)

    @classmethod
    def with_key(cls, key: bytes | None) -> Self | None:
        """Return the safe of a node, or `None` where it has no key, and keeps no numbers."""
        return None if key is None else cls(key)

    def seal(self, pesel: str) -> str:
        """Return what to store: encrypted, authenticated, and never twice the same."""
        return Fernet(self.key).encrypt(pesel.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the number, or raise `PeselUnreadable`."""
        try:
            return Fernet(self.key).decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise PeselUnreadable from error

    def digest(self, pesel: str) -> str:
        """Return by what the same number is found again.

        It is keyed: all numbers that there can be are tried in a minute otherwise. Its key is
        another one than that of the encryption, made from it.
        """
        search_key = hmac.new(self.key, b"owss pesel search", sha256).digest()
        return hmac.new(search_key, pesel.encode(), sha256).hexdigest()
