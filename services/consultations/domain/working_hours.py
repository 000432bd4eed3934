"""When an adviser receives clients: usual hours of a week, and days that differ."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from services.consultations.domain.session import Session
from services.consultations.domain.stretches import joined, minutes_of, without
from services.consultations.domain.working_time_refusals import AbsentWithHours, HoursOverlap
from shared.contracts.consultations import (
    WorkingExceptionKind,
    WorkingExceptionSet,
    WorkingHoursSet,
)
from shared.kernel.period import Period

_SOME_MONDAY = date(2009, 6, 1)


@dataclass(frozen=True, kw_only=True)
class Hours:
    """From a time to a time, on whatever day."""

    started_at: time
    ended_at: time

    def on(self, day: date) -> Session:
        """Return these hours of a day, or raise `EndsBeforeItStarts`."""
        return Session(held_on=day, started_at=self.started_at, ended_at=self.ended_at)


@dataclass(frozen=True, kw_only=True)
class WeeklyHours(Hours):
    """Hours of one day of each week; `weekday` is 1 for Monday to 7 for Sunday."""

    weekday: int


@dataclass(frozen=True, kw_only=True)
class WorkingWeek:
    """The usual week from a day on, until the next one begins."""

    valid_from: date
    hours: tuple[WeeklyHours, ...]

    def on(self, day: date) -> tuple[Session, ...]:
        """Return the usual hours of a day."""
        return tuple(each.on(day) for each in self.hours if each.weekday == day.isoweekday())

    @property
    def sessions(self) -> tuple[Session, ...]:
        """Its hours in a week that stands for all."""
        return tuple(each.on(_SOME_MONDAY.replace(day=each.weekday)) for each in self.hours)


@dataclass(frozen=True, kw_only=True)
class WorkingException:
    """A day that differs: absent the whole day, or there for some hours besides the usual ones.

    Hours besides, and none of them, make a usual day of it again.
    """

    day: date
    kind: WorkingExceptionKind
    hours: tuple[Hours, ...] = ()

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The hours besides the usual ones."""
        return tuple(each.on(self.day) for each in self.hours)


@dataclass(eq=False, kw_only=True)
class WorkingHours:
    """When an adviser receives clients; an adviser who said nothing yet receives nobody."""

    adviser_id: UUID
    weeks: tuple[WorkingWeek, ...] = ()
    exceptions: tuple[WorkingException, ...] = ()
    version: int = 0

    def set_week(self, week: WorkingWeek, now: datetime) -> WorkingHoursSet:
        """Let a usual week begin on a day, in place of one that was to begin on that same day.

        Raises `HoursOverlap` or `EndsBeforeItStarts`.
        """
        _refuse_overlap(week.sessions)
        others = (each for each in self.weeks if each.valid_from != week.valid_from)
        self.weeks = tuple(sorted((*others, week), key=lambda each: each.valid_from))
        return WorkingHoursSet(
            occurred_at=now,
            subject_version=self._next_version(),
            adviser_id=self.adviser_id,
            valid_from=week.valid_from,
            weekly_minutes=minutes_of(week.sessions),
        )

    def set_exception(self, exception: WorkingException, now: datetime) -> WorkingExceptionSet:
        """Let a day differ, in place of what was said about it before.

        Raises `AbsentWithHours`, `HoursOverlap` or `EndsBeforeItStarts`.
        """
        if exception.kind is WorkingExceptionKind.ABSENT and exception.hours:
            raise AbsentWithHours(exception.day)
        _refuse_overlap(exception.sessions)
        others = (each for each in self.exceptions if each.day != exception.day)
        self.exceptions = tuple(sorted((*others, exception), key=lambda each: each.day))
        return WorkingExceptionSet(
            occurred_at=now,
            subject_version=self._next_version(),
            adviser_id=self.adviser_id,
            day=exception.day,
            kind=exception.kind,
            minutes=minutes_of(exception.sessions),
        )

    def of(self, day: date, public_holidays: Collection[date]) -> tuple[Session, ...]:
        """Return the hours of a day in order; on a public holiday there are no usual ones."""
        begun = [week for week in self.weeks if week.valid_from <= day]
        usual = begun[-1].on(day) if begun and day not in public_holidays else ()
        differing = [each for each in self.exceptions if each.day == day]
        if any(each.kind is WorkingExceptionKind.ABSENT for each in differing):
            return ()
        return joined((*usual, *(session for each in differing for session in each.sessions)))

    def cover(self, session: Session, public_holidays: Collection[date]) -> bool:
        """Say whether the adviser receives clients during the whole session."""
        return not without([session], self.of(session.held_on, public_holidays))

    def free(
        self, period: Period, public_holidays: Collection[date], taken: Iterable[Session]
    ) -> tuple[Session, ...]:
        """Return the hours of a period in which nothing is taken, in order."""
        hours = (session for day in period.days() for session in self.of(day, public_holidays))
        return without(hours, taken)

    def _next_version(self) -> int:
        self.version += 1
        return self.version


def _refuse_overlap(sessions: tuple[Session, ...]) -> None:
    if minutes_of(sessions) != sum(session.minutes for session in sessions):
        raise HoursOverlap
