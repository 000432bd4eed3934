"""A stretch of business days."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class PeriodEndsBeforeItBegins(ValueError):
    """A period has at least one day."""


@dataclass(frozen=True, order=True)
class Period:
    """The business days from `first` to `last`, both included."""

    first: date
    last: date

    def __post_init__(self) -> None:
        """Raise `PeriodEndsBeforeItBegins` unless there is at least one day."""
        if self.last < self.first:
            msg = f"{self.first.isoformat()} … {self.last.isoformat()}"
            raise PeriodEndsBeforeItBegins(msg)

    @classmethod
    def of_month(cls, year: int, month: int) -> Period:
        """Return a calendar month."""
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @property
    def is_whole_months(self) -> bool:
        """Say whether it begins on a first and ends on a last day of a month."""
        return self.first.day == 1 and (self.last + timedelta(days=1)).day == 1

    def months(self) -> tuple[Period, ...]:
        """Cut it at the ends of months; the first and the last piece may be parts of a month.

        The pieces cover every day once, so what is counted by month adds up to the whole.
        """
        pieces = []
        begin = self.first
        while begin <= self.last:
            month_end = Period.of_month(begin.year, begin.month).last
            piece = Period(begin, min(month_end, self.last))
            pieces.append(piece)
            begin = piece.last + timedelta(days=1)
        return tuple(pieces)

    def overlap(self, other: Period) -> Period | None:
        """Return the days that are in both, or `None` where there are none."""
        first, last = max(self.first, other.first), min(self.last, other.last)
        return Period(first, last) if first <= last else None

    def days(self) -> Iterator[date]:
        """Give each day in order."""
        return (
            self.first + timedelta(days=each) for each in range((self.last - self.first).days + 1)
        )

    def __contains__(self, day: date) -> bool:
        """Say whether the day is one of the period's."""
        return self.first <= day <= self.last
