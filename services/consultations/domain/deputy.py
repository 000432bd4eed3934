"""Who stands in for a node's coordinator: somebody of another organisation, for some days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.consultations.domain.working_time_refusals import (
    DeputyAlreadyRecalled,
    DeputyEndsBeforeItBegins,
)
from shared.contracts.consultations import DeputyAppointed, DeputyRecalled
from shared.kernel.clock import business_day


@dataclass(eq=False, kw_only=True)
class Deputy:
    """An appointment between two days, both included; the names stay at the node."""

    id: UUID
    staff_id: UUID
    full_name: str
    organisation: str
    valid_from: date
    valid_to: date
    recalled_on: date | None = None
    version: int = 0

    def appoint(self, now: datetime) -> DeputyAppointed:
        """Begin the record; raise `DeputyEndsBeforeItBegins` if there is no day to stand in."""
        if self.valid_to < self.valid_from:
            raise DeputyEndsBeforeItBegins(self.valid_from, self.valid_to)
        return DeputyAppointed(
            occurred_at=now,
            subject_version=self._next_version(),
            deputy_id=self.id,
            staff_id=self.staff_id,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )

    def recall(self, now: datetime) -> DeputyRecalled:
        """End it at once, whatever was approved stays so; raise `DeputyAlreadyRecalled`."""
        if self.recalled_on is not None:
            raise DeputyAlreadyRecalled(self.recalled_on)
        self.recalled_on = business_day(now)
        return DeputyRecalled(
            occurred_at=now,
            subject_version=self._next_version(),
            deputy_id=self.id,
            recalled_on=self.recalled_on,
        )

    def stands_in(self, day: date) -> bool:
        """Say whether the deputy may decide on that day; the day of the recall is out."""
        recalled = self.recalled_on is not None and self.recalled_on <= day
        return self.valid_from <= day <= self.valid_to and not recalled

    def _next_version(self) -> int:
        self.version += 1
        return self.version
