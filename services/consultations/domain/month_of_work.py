"""What a person worked in a month: cards and duty apart, and the time they took together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from services.consultations.domain.session import Session
from services.consultations.domain.stretches import minutes_of
from shared.contracts.consultations import ProgrammeTime
from shared.contracts.programme import Programme
from shared.kernel.clock import business_day
from shared.kernel.period import Period

USUAL_DAYS_TO_ENTER = 7
"""Days after which an entry is late where the programme sets no term for cards."""


class WorkKind(StrEnum):
    """What working time was spent on."""

    ADVICE = "advice"
    DUTY = "duty"


@dataclass(frozen=True, kw_only=True)
class TimeEntry:
    """A stretch of working time: when it was held, and when it was entered and put right.

    `number` is the card's; a duty has none. `programme` is the reference of its version.
    """

    kind: WorkKind
    record_id: UUID
    number: str
    programme: str
    session: Session
    entered_at: datetime
    corrected_at: datetime | None
    approved: bool
    late: bool = field(default=False)

    @property
    def programme_code(self) -> str:
        """The programme, whatever its version."""
        return self.programme.partition("/")[0]


@dataclass(frozen=True, kw_only=True)
class DayOfWork:
    """A person's entries of one day, and the time they took."""

    day: date
    entries: tuple[TimeEntry, ...]

    @property
    def advice_minutes(self) -> int:
        """The time of cards."""
        return _minutes(self.entries, WorkKind.ADVICE)

    @property
    def duty_minutes(self) -> int:
        """The time of duties; none of it is advice (V5)."""
        return _minutes(self.entries, WorkKind.DUTY)

    @property
    def minutes_at_work(self) -> int:
        """The time of both; advice that is given during duty is in it once."""
        return minutes_of(entry.session for entry in self.entries)


@dataclass(frozen=True, kw_only=True)
class MonthOfWork:
    """A person's entries of a month that count, and the cards that wait for approval.

    Advice that is given during duty is in both sums and in `minutes_at_work` once.
    """

    adviser_id: UUID
    period: Period
    entries: tuple[TimeEntry, ...]
    pending: tuple[TimeEntry, ...]

    @property
    def days(self) -> tuple[DayOfWork, ...]:
        """The days that have entries, in order."""
        by_day = groupby(self.entries, key=lambda entry: entry.session.held_on)
        return tuple(DayOfWork(day=day, entries=tuple(entries)) for day, entries in by_day)

    @property
    def time(self) -> tuple[ProgrammeTime, ...]:
        """The minutes of each programme (V6), advice and duty apart (V5)."""
        ordered = sorted(self.entries, key=_programme_code)
        by_code = [(code, tuple(entries)) for code, entries in groupby(ordered, _programme_code)]
        return tuple(
            ProgrammeTime(
                programme=code,
                advice_minutes=_minutes(entries, WorkKind.ADVICE),
                duty_minutes=_minutes(entries, WorkKind.DUTY),
            )
            for code, entries in by_code
        )

    @property
    def minutes_at_work(self) -> int:
        """How long the person worked in all programmes together; no minute counts twice (V6)."""
        return minutes_of(entry.session for entry in self.entries)


def days_to_enter(programmes: Iterable[Programme]) -> Mapping[str, int]:
    """Return after how many days an entry is late, by the reference of a programme's version."""
    return {
        programme.reference: USUAL_DAYS_TO_ENTER
        if programme.card_rules.days_to_draft is None
        else programme.card_rules.days_to_draft
        for programme in programmes
    }


def is_late(entry: TimeEntry, days: int, first_closed_at: datetime | None) -> bool:
    """Say whether an entry was made more than some days after, or once the month was closed."""
    if (business_day(entry.entered_at) - entry.session.held_on).days > days:
        return True
    last_touched = entry.corrected_at or entry.entered_at
    return first_closed_at is not None and last_touched > first_closed_at


def in_order(entries: Sequence[TimeEntry]) -> tuple[TimeEntry, ...]:
    """Return entries by the time at which they were held."""
    return tuple(
        sorted(
            entries,
            key=lambda entry: (entry.session.held_on, entry.session.started_at, entry.kind),
        )
    )


def _minutes(entries: Iterable[TimeEntry], kind: WorkKind) -> int:
    return sum(entry.session.minutes for entry in entries if entry.kind is kind)


def _programme_code(entry: TimeEntry) -> str:
    return entry.programme_code
