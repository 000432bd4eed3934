"""Months in which nothing is entered or put right any more (V4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.consultations.domain.working_time_refusals import MonthClosed


@dataclass(frozen=True)
class ClosedMonths:
    """Pairs of an adviser and the first day of a month whose sheet is closed."""

    closed: frozenset[tuple[UUID, date]] = frozenset()

    def refuse(self, adviser_ids: Iterable[UUID], day: date) -> None:
        """Raise `MonthClosed` if the day is in a closed month of one of the advisers."""
        month = day.replace(day=1)
        if any((adviser_id, month) in self.closed for adviser_id in adviser_ids):
            raise MonthClosed(f"{month:%Y-%m}")


NO_MONTHS = ClosedMonths()
