"""What proving who somebody is needs of the world: hashes, codes of the moment, and chance."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import Protocol
from uuid import UUID


class Passwords(Protocol):
    """Hashes that take long to try, and the answer whether a password is the one of a hash."""

    def hash_of(self, password: str) -> str:
        """Return what to store of a password; never twice the same."""

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Say whether it is the password; without a hash it is not, after the same time."""

    def is_outdated(self, password_hash: str) -> bool:
        """Say whether the hash was made with less work than is asked for today."""


class MomentCodes(Protocol):
    """Codes of six digits that an application and a node both find from a secret and the time."""

    def new_secret(self) -> str:
        """Return a secret for one person's application."""

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        """Return the half minute whose code it is, of those close to `now`; `None` for none."""

    def address(self, secret: str, login: str) -> str:
        """Return what an application reads from a QR code: `otpauth://…`."""


class Chance(Protocol):
    """What nobody can guess."""

    def token(self) -> str:
        """Return a secret that fits into an address, with 256 bits of chance."""

    def recovery_code(self) -> str:
        """Return a secret that a person can copy from paper, with 80 bits of chance."""

    def new_id(self) -> UUID:
        """Return an id that nobody has."""


class Tools(Protocol):
    """All of them together."""

    @property
    def passwords(self) -> Passwords: ...
    @property
    def moment_codes(self) -> MomentCodes: ...
    @property
    def chance(self) -> Chance: ...


def digest_of(secret: str) -> str:
    """Return what to store of a secret of chance (SHA-256, hexadecimal).

    A quick hash is enough for what has so much chance in it that nobody can try it all; a password
    has not, and gets a slow one.
    """
    return sha256(secret.encode()).hexdigest()
