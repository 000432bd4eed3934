"""When advice was given: one day, from a time to a time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from services.consultations.domain.refusals import EndsBeforeItStarts
from shared.kernel.clock import CENTRE_TIME

MINUTES_IN_HOUR = 60


@dataclass(frozen=True, kw_only=True)
class Session:
    """A stretch of one business day, to the minute; it cannot reach into another day (V1)."""

    held_on: date
    started_at: time
    ended_at: time

    def __post_init__(self) -> None:
        """Raise `EndsBeforeItStarts` unless it lasts at least a minute."""
        if self.minutes < 1:
            raise EndsBeforeItStarts(f"{self.started_at:%H:%M}", f"{self.ended_at:%H:%M}")

    @property
    def minutes(self) -> int:
        """Its length; computed, never typed (V2)."""
        return _minute_of_day(self.ended_at) - _minute_of_day(self.started_at)

    def is_over(self, now: datetime) -> bool:
        """Say whether its last minute has passed."""
        end = datetime.combine(self.held_on, self.ended_at, tzinfo=CENTRE_TIME)
        return end <= now

    def overlaps(self, other: Session) -> bool:
        """Say whether a minute belongs to both; one may begin when the other ends."""
        return (
            self.held_on == other.held_on
            and self.started_at < other.ended_at
            and other.started_at < self.ended_at
        )


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A session that an adviser's other card already takes; an annulled card takes none."""

    adviser_id: UUID
    card_number: str
    session: Session


def _minute_of_day(moment: time) -> int:
    return moment.hour * MINUTES_IN_HOUR + moment.minute
