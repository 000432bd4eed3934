"""Secrets that must be read again, as they lie in the database: sealed."""

from __future__ import annotations

from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken


class SecretUnreadable(Exception):
    """A secret is opened with the key that sealed it; the text says what to put right."""

    def __init__(self) -> None:
        super().__init__(
            "Tym kluczem nie da się odczytać drugich składników logowania – przywróć plik "
            "accounts.key, z którym je zapisano."
        )


@dataclass(frozen=True)
class SecretSafe:
    """Seals and opens; `key` is a Fernet key from the node's home."""

    key: bytes = field(repr=False)

    def seal(self, secret: str) -> str:
        """Return what to store: encrypted, authenticated, and never twice the same."""
        return Fernet(self.key).encrypt(secret.encode()).decode()

    def open(self, sealed: str) -> str:
        """Return the secret, or raise `SecretUnreadable`."""
        try:
            return Fernet(self.key).decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise SecretUnreadable from error
