"""Who is asking: the five-minute token that accounts sign and every service reads.

Only accounts hold the private key, so no other service can make a person up; what a token says
holds until it expires, so a deactivation works within five minutes (architecture.md 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

import jwt

from shared.kernel.command import Actor, Role
from shared.kernel.scope import Scope

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

TOKEN_LIFE: Final = timedelta(minutes=5)
_ALGORITHM: Final = "EdDSA"


def cookie_of(node: str, name: str) -> str:
    """Return what a cookie of a node is called.

    Browsers do not tell the ports of a host apart: without its name in it one node's cookie would
    replace another's.
    """
    return f"owss_{name}_{node}"


def token_cookie(node: str) -> str:
    """Return what the cookie with a node's token is called."""
    return cookie_of(node, "token")


class TokenRefused(Exception):
    """A token counts only if accounts of this node signed it, and nobody changed it."""


class TokenExpired(TokenRefused):
    """A token counts for five minutes; whoever still has a session gets the next one."""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody of the staff who logged in; `session` is what accounts know the session by.

    It ends by itself at `session_ends`, if the person does nothing until then.
    """

    staff_id: UUID
    full_name: str
    roles: frozenset[Role]
    session: str
    session_ends: datetime | None = None
    scopes: frozenset[Scope] = frozenset()
    """What a program may do that asks in the person's name; a session has none."""
    factor_by: date | None = None
    """From this day on the person does nothing before they have a second factor."""

    def needs_factor(self, today: date) -> bool:
        """Say whether the person has to set up a second factor before anything else."""
        return self.factor_by is not None and self.factor_by <= today

    @property
    def actor(self) -> Actor:
        """Return in whose name commands run."""
        return Actor(staff_id=self.staff_id, roles=self.roles)

    def has(self, roles: frozenset[Role]) -> bool:
        """Say whether the person holds one of the roles."""
        return not self.roles.isdisjoint(roles)


@dataclass(frozen=True, kw_only=True)
class TokenSigner:
    """Accounts' side. Moments are those of the real clock, also where business time is played."""

    key: Ed25519PrivateKey
    node: str

    def sign(self, person: Person, now: datetime) -> str:
        """Return a token that says who the person is until `TOKEN_LIFE` has passed."""
        claims: dict[str, Any] = {
            "aud": self.node,
            "exp": int((now + TOKEN_LIFE).timestamp()),
            "factor_by": None if person.factor_by is None else person.factor_by.isoformat(),
            "name": person.full_name,
            "roles": sorted(person.roles),
            "scopes": sorted(person.scopes),
            "sid": person.session,
            "sub": str(person.staff_id),
        }
        if person.session_ends is not None:
            claims["ends"] = int(person.session_ends.timestamp())
        return jwt.encode(claims, self.key, algorithm=_ALGORITHM)


@dataclass(frozen=True, kw_only=True)
class TokenReader:
    """Every other service's side."""

    key: Ed25519PublicKey
    node: str

    def read(self, token: str, now: datetime) -> Person:
        """Return whom a token is about; raise `TokenExpired` or `TokenRefused`."""
        try:
            claims: dict[str, Any] = jwt.decode(
                token,
                self.key,
                algorithms=[_ALGORITHM],
                audience=self.node,
                # Time comes in as an argument.
                options={"verify_exp": False, "require": ["exp", "sub", "sid"]},
            )
            factor_by = claims.get("factor_by")
            person = Person(
                staff_id=UUID(claims["sub"]),
                full_name=str(claims["name"]),
                roles=frozenset(map(Role, claims["roles"])),
                session=str(claims["sid"]),
                session_ends=datetime.fromtimestamp(claims["ends"], UTC)
                if "ends" in claims
                else None,
                scopes=frozenset(map(Scope, claims["scopes"])),
                factor_by=factor_by and date.fromisoformat(factor_by),
            )
            expires = datetime.fromtimestamp(claims["exp"], UTC)
        except (jwt.InvalidTokenError, KeyError, TypeError, ValueError) as error:
            raise TokenRefused(str(error)) from error
        if expires <= now:
            raise TokenExpired(expires.isoformat())
        return person
