"""An API token: by which a program asks in the name of one person, for a part of what they may.

Its text is told once, to the person. What is stored is a digest, so whoever reads the database can
use none. A token never gives more than its person has: roles are those of the moment of each use.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from services.accounts.domain.proving import digest_of
from services.accounts.domain.refusals import ApiTokenNotValid, NoScope
from shared.kernel.scope import Scope

PREFIX: Final = "owss_"
"""What every token begins with, so that people and scanners of leaks see what they found."""

LONGEST_LIFE: Final = timedelta(days=366)
"""A token that nobody uses any more does not stay valid for ever."""

SEEN_AFTER: Final = timedelta(minutes=1)
"""How exactly it is kept when it was last used: more would write with every request."""


@dataclass(eq=False, kw_only=True)
class ApiToken:
    """One token of one person; `digest` is what is stored of its text."""

    id: UUID
    digest: str
    staff_id: UUID
    name: str
    scopes: frozenset[Scope]
    issued_at: datetime
    expires_at: datetime
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None

    @classmethod
    def issue(  # noqa: PLR0913 - whose, how it is called, what for, for how long, and since when
        cls,
        token_id: UUID,
        text: str,
        *,
        staff_id: UUID,
        name: str,
        scopes: frozenset[Scope],
        days: int,
        now: datetime,
    ) -> ApiToken:
        """Return what to keep of a token; raise `NoScope`."""
        if not scopes:
            raise NoScope
        return cls(
            id=token_id,
            digest=digest_of(text),
            staff_id=staff_id,
            name=name,
            scopes=scopes,
            issued_at=now,
            expires_at=now + min(timedelta(days=days), LONGEST_LIFE),
        )

    def is_valid(self, now: datetime) -> bool:
        """Say whether it still opens anything."""
        return self.revoked_at is None and now < self.expires_at

    def is_to_be_seen(self, now: datetime) -> bool:
        """Say whether it is time to keep that it is used."""
        return self.last_used_at is None or now - self.last_used_at >= SEEN_AFTER

    def revoke(self, now: datetime) -> None:
        """Let it open nothing any more; raise `ApiTokenNotValid` if it does not anyway."""
        if not self.is_valid(now):
            raise ApiTokenNotValid
        self.revoked_at = now
