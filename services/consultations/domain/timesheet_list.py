"""The timesheets of one month, a line for each person."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.consultations.domain.adviser import Adviser


@dataclass(frozen=True, kw_only=True)
class TimeOfMonth:
    """What a person's month came to: approved advice and duty that count, and cards that wait."""

    advice_minutes: int = 0
    duty_minutes: int = 0
    pending_cards: int = 0


@dataclass(frozen=True, kw_only=True)
class TimesheetLine:
    """A person's sheet of the month; `closed` as long as nothing is entered there."""

    adviser: Adviser
    time: TimeOfMonth
    closed: bool

    @property
    def has_entries(self) -> bool:
        """Whether there is anything to add up."""
        return self.time != TimeOfMonth()

    def waits_for(self, person: UUID) -> bool:
        """Say whether the sheet is one that the person has to close: not their own (V3)."""
        return self.has_entries and not self.closed and self.adviser.id != person
