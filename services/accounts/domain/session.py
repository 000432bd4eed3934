"""A session: from logging in to logging out, or to the time when nobody is there any more."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

IDLE_LIMIT = timedelta(minutes=60)
"""How long a session waits for its person: a meeting with a client, with the page left open."""

WHOLE_LIMIT = timedelta(hours=12)
"""How long a session lasts at most: the longest working day; each day begins with a password."""

SEEN_AFTER = timedelta(minutes=1)
"""How exactly it is kept when the person was last there: more would write with every click."""

KEPT_FOR = timedelta(days=90)
"""How long the record of a session that is over is kept, for whoever asks about a stranger."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """One browser in which one person is logged in.

    Its id is a secret that only the browser has; `digest` is what is stored of it. `address` is the
    one from which the person logged in.
    """

    digest: str
    staff_id: UUID
    started_at: datetime
    last_seen_at: datetime
    address: str
    ended_at: datetime | None = None

    @property
    def expires_at(self) -> datetime:
        """When it ends by itself unless the person is seen before; and in any case one day."""
        return min(self.last_seen_at + IDLE_LIMIT, self.started_at + WHOLE_LIMIT)

    def seen(self, now: datetime) -> Session:
        """Return it with the person there just now."""
        return replace(self, last_seen_at=now)

    def is_over(self, now: datetime) -> bool:
        """Say whether it was ended, or its time has passed."""
        return self.ended_at is not None or now >= self.expires_at

    def is_to_be_seen(self, now: datetime) -> bool:
        """Say whether it is time to keep that the person is there."""
        return now >= self.last_seen_at + SEEN_AFTER
