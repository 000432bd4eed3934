"""When a consulting point works, and when an adviser is free."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING

import holidays

from shared.kernel.clock import CENTRE_TIME

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from random import Random
    from uuid import UUID

QUARTER = 15
"""Minutes: sessions begin on the quarter hour."""

_SUNDAY_AND_SATURDAY = (5, 6)
_TRIES = 10_000


class SeasonTooShort(ValueError):
    """Everything that was begun must fit into the working days of the season."""


class NobodyFree(ValueError):
    """The volumes of a month must fit into its working days and its advisers' hours."""


@dataclass(frozen=True, order=True)
class Slot:
    """A stretch of one day in the centre's time zone."""

    day: date
    start: time
    end: time

    @property
    def minutes(self) -> int:
        """Its length."""
        return _minute(self.end) - _minute(self.start)

    def members(self) -> dict[str, str]:
        """Return what a request says about it."""
        return {
            "held_on": self.day.isoformat(),
            "started_at": f"{self.start:%H:%M}",
            "ended_at": f"{self.end:%H:%M}",
        }

    def cut(self, minutes: int) -> Slot:
        """Return the same slot, ending earlier."""
        return Slot(self.day, self.start, _time(_minute(self.end) - minutes))

    def overlaps(self, other: Slot) -> bool:
        """Say whether a minute belongs to both."""
        return self.day == other.day and self.start < other.end and other.start < self.end


@dataclass(frozen=True)
class WorkingDays:
    """The working days of a season, in order: Monday to Friday without Polish public holidays."""

    days: tuple[date, ...]

    @classmethod
    def between(cls, first: date, last: date) -> WorkingDays:
        """Return those from `first` to `last`, both inclusive."""
        free = holidays.country_holidays("PL", years=range(first.year, last.year + 1))
        every = (first + timedelta(days=number) for number in range((last - first).days + 1))
        return cls(
            tuple(
                day
                for day in every
                if day.weekday() not in _SUNDAY_AND_SATURDAY and day not in free
            )
        )

    def in_month(self, month: date) -> tuple[date, ...]:
        """Return those of the month that begins with `month`."""
        return tuple(day for day in self.days if day.replace(day=1) == month)

    def after(self, day: date, count: int) -> date:
        """Return the working day that comes `count` working days later; 0 is the day itself.

        Raises SeasonTooShort if the season ends before it.
        """
        if count == 0:
            return day
        place = bisect_right(self.days, day) + count - 1
        if place >= len(self.days):
            raise SeasonTooShort(f"{count} dni roboczych po {day} sezon już się skończył")
        return self.days[place]

    def before(self, day: date, count: int) -> date:
        """Return the working day that came `count` working days earlier.

        Raises SeasonTooShort if the season begins after it.
        """
        place = bisect_left(self.days, day) - count
        if place < 0:
            raise SeasonTooShort(f"{count} dni roboczych przed {day} sezonu jeszcze nie było")
        return self.days[place]


@dataclass(frozen=True)
class Diary:
    """Who is taken when, between opening and closing time."""

    opens: time
    closes: time
    taken: dict[tuple[UUID, date], list[Slot]] = field(default_factory=dict)

    def keep(self, slot: Slot, advisers: Iterable[UUID]) -> None:
        """Write down that these advisers are taken."""
        for adviser in advisers:
            self.taken.setdefault((adviser, slot.day), []).append(slot)

    def book(
        self, random: Random, advisers: Iterable[UUID], days: Sequence[date], minutes: int
    ) -> Slot:
        """Book a drawn slot on one of the days in which all these advisers are free.

        Raises NobodyFree if there seems to be none.
        """
        advisers = tuple(advisers)
        last_start = _minute(self.closes) - minutes
        starts = range(_minute(self.opens), last_start + 1, QUARTER)
        for _ in range(_TRIES):
            day, start = random.choice(days), random.choice(starts)
            slot = Slot(day, _time(start), _time(start + minutes))
            booked = [self.taken.get((adviser, day), ()) for adviser in advisers]
            if not any(slot.overlaps(other) for slots in booked for other in slots):
                self.keep(slot, advisers)
                return slot
        raise NobodyFree(f"{days[0]:%Y-%m}: nie ma wolnych {minutes} minut")


def moment(day: date, at: time, *, minutes_later: int = 0) -> datetime:
    """Return a time of day in the centre's time zone as a moment in UTC."""
    local = datetime.combine(day, at, tzinfo=CENTRE_TIME)
    return local.astimezone(UTC) + timedelta(minutes=minutes_later)


def _minute(at: time) -> int:
    return at.hour * 60 + at.minute


def _time(minute: int) -> time:
    return time(minute // 60, minute % 60)
