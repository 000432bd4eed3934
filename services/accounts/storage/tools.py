"""Hashes, codes of the moment and chance, from the libraries that are made for them."""

from __future__ import annotations

import hmac
import secrets
from base64 import b32encode
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from services.accounts.storage.sealing import SecretSafe
from shared.kernel.identifiers import new_id

ISSUER = "OWSS"
"""Under what name an application shows the codes."""

STEP = 30
"""Seconds that a code of the moment is worth (RFC 6238, 5.2)."""

CLOSE = 1
"""How many steps before and after the present one are taken: clocks differ, and people type."""

_GROUP = 4


def _hasher() -> PasswordHasher:
    """Return argon2id with what OWASP asks for at least: 19 MiB, two passes, one lane.

    More would be better against whoever steals the database, and worse on SQLite, whose writers
    wait while a password is looked at (measured: 30 ms; 330 ms with the library's usual 64 MiB).
    """
    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@dataclass(frozen=True)
class Argon2Passwords:
    """Hashes of argon2id."""

    hasher: PasswordHasher = field(default_factory=_hasher)
    nobodys: str = field(init=False, repr=False)
    """The hash of a password that nobody has, for the time that looking at one takes."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "nobodys", self.hasher.hash(secrets.token_urlsafe()))

    def hash_of(self, password: str) -> str:
        return self.hasher.hash(password)

    def matches(self, password_hash: str | None, password: str) -> bool:
        try:
            self.hasher.verify(password_hash or self.nobodys, password)
        except (VerifyMismatchError, InvalidHashError):
            return False
        return password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        return self.hasher.check_needs_rehash(password_hash)


class TotpCodes:
    """Codes of the moment by RFC 6238: six digits, SHA-1, 30 seconds, as all applications do."""

    def new_secret(self) -> str:
        return pyotp.random_base32()

    def step_of(self, secret: str, code: str, now: datetime) -> int | None:
        totp = pyotp.TOTP(secret, interval=STEP)
        present = int(now.timestamp()) // STEP
        for step in range(present - CLOSE, present + CLOSE + 1):
            if hmac.compare_digest(totp.at(step * STEP).encode(), code.encode()):
                return step
        return None

    def address(self, secret: str, login: str) -> str:
        return pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=login, issuer_name=ISSUER)


class SystemChance:
    """The system's own source of chance."""

    def token(self) -> str:
        return secrets.token_urlsafe(32)

    def recovery_code(self) -> str:
        text = b32encode(secrets.token_bytes(10)).decode().lower()
        return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))

    def new_id(self) -> UUID:
        return new_id()


@dataclass(frozen=True)
class Tools:
    """All tools, and the safe in which secrets of second factors are kept."""

    safe: SecretSafe
    passwords: Argon2Passwords = field(default_factory=Argon2Passwords)
    moment_codes: TotpCodes = field(default_factory=TotpCodes)
    chance: SystemChance = field(default_factory=SystemChance)


def tools_with(key: bytes) -> Tools:
    """Return the tools of a node; `key` is the one in its home."""
    return Tools(SecretSafe(key))
