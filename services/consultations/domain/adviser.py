"""Who gives advice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.consultations.domain.refusals import ActivityEndsBeforeItBegins, AdviserNotActive
from shared.contracts.consultations import AdviserRegistered, StaffRole
from shared.kernel.period import Period


@dataclass(eq=False, kw_only=True)
class Adviser:
    """A consultant or an expert of this node; `id` is the person's staff id."""

    id: UUID
    full_name: str
    staff_role: StaffRole
    active_from: date
    active_to: date | None
    version: int = 0

    def register(self, now: datetime) -> AdviserRegistered:
        """Begin the record; raise `ActivityEndsBeforeItBegins` if there is no day to be active."""
        return self._told(now)

    def change(
        self,
        *,
        full_name: str,
        staff_role: StaffRole,
        active_from: date,
        active_to: date | None,
        now: datetime,
    ) -> AdviserRegistered:
        """Set everything anew; cards of other days, written before, stay as they are.

        Raises `ActivityEndsBeforeItBegins`.
        """
        self.full_name, self.staff_role = full_name, staff_role
        self.active_from, self.active_to = active_from, active_to
        return self._told(now)

    def _told(self, now: datetime) -> AdviserRegistered:
        if self.active_to is not None and self.active_to < self.active_from:
            raise ActivityEndsBeforeItBegins(self.active_from, self.active_to)
        self.version += 1
        return AdviserRegistered(
            occurred_at=now,
            subject_version=self.version,
            adviser_id=self.id,
            staff_role=self.staff_role,
            active_from=self.active_from,
            active_to=self.active_to,
        )

    def refuse_unless_active(self, day: date) -> None:
        """Raise `AdviserNotActive` if the day is before the first or after the last one."""
        if not self.is_active(day):
            raise AdviserNotActive(self.full_name, day)

    def is_active(self, day: date) -> bool:
        """Say whether advice may be given on the day; the first and the last one are included."""
        return self.active_from <= day and (self.active_to is None or day <= self.active_to)

    def is_active_in(self, period: Period) -> bool:
        """Say whether advice may be given on a day of the period."""
        return self.active_from <= period.last and (
            self.active_to is None or period.first <= self.active_to
        )
