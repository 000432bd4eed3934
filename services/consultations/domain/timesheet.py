"""A person's month of work: added up, closed, and opened again if it must be (domain.md 2.4)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID, uuid5

from services.consultations.domain.month_of_work import MonthOfWork
from services.consultations.domain.working_time_refusals import (
    CardsNotApproved,
    MonthNotOver,
    OwnWorkingTime,
    TimesheetAlreadyClosed,
    TimesheetNotClosed,
)
from shared.contracts.consultations import (
    ProgrammeTime,
    ReopeningReason,
    TimesheetClosed,
    TimesheetReopened,
)
from shared.kernel.clock import business_day


@dataclass(frozen=True, kw_only=True)
class Reopening:
    """Why a closed month was opened; the remarks stay at the node."""

    reopened_by: UUID
    reopened_at: datetime
    reason: ReopeningReason
    remarks: str


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What a month came to when it was closed, and why that does not hold any more, if so."""

    number: int
    closed_by: UUID
    closed_at: datetime
    late_entries: int
    time: tuple[ProgrammeTime, ...]
    reopening: Reopening | None = None


@dataclass(eq=False, kw_only=True)
class Timesheet:
    """One person's sheet of one month; `month` is its first day.

    While it is closed nothing that is dated in it is entered or put right (V4).
    """

    adviser_id: UUID
    month: date
    closings: tuple[Closing, ...] = ()
    version: int = 0

    @property
    def id(self) -> UUID:
        """The one sheet of this person and month, whoever closes it first."""
        return uuid5(self.adviser_id, f"{self.month:%Y-%m}")

    @property
    def closing(self) -> Closing | None:
        """The closing that holds."""
        last = self.closings[-1] if self.closings else None
        return last if last and last.reopening is None else None

    @property
    def first_closed_at(self) -> datetime | None:
        """When the month was closed first: what is entered later is late."""
        return self.closings[0].closed_at if self.closings else None

    def close(self, work: MonthOfWork, *, by: UUID, now: datetime) -> TimesheetClosed:
        """Add the month up and lock it.

        Raises `OwnWorkingTime`, `TimesheetAlreadyClosed`, `MonthNotOver` or `CardsNotApproved`.
        """
        self._refuse_own(by)
        if self.closing is not None:
            raise TimesheetAlreadyClosed(f"{self.month:%Y-%m}")
        if business_day(now) < work.period.last:
            raise MonthNotOver(f"{self.month:%Y-%m}", work.period.last)
        if work.pending:
            raise CardsNotApproved(", ".join(entry.number for entry in work.pending))
        closing = Closing(
            number=len(self.closings) + 1,
            closed_by=by,
            closed_at=now,
            late_entries=sum(entry.late for entry in work.entries),
            time=work.time,
        )
        self.closings = (*self.closings, closing)
        return TimesheetClosed(
            occurred_at=now,
            subject_version=self._next_version(),
            timesheet_id=self.id,
            adviser_id=self.adviser_id,
            month=self.month,
            closed_by=by,
            late_entries=closing.late_entries,
            time=closing.time,
        )

    def reopen(
        self, reason: ReopeningReason, remarks: str, *, by: UUID, now: datetime
    ) -> TimesheetReopened:
        """Let entries be made and put right again; raise `OwnWorkingTime`, `TimesheetNotClosed`."""
        self._refuse_own(by)
        if self.closing is None:
            raise TimesheetNotClosed(f"{self.month:%Y-%m}")
        reopening = Reopening(reopened_by=by, reopened_at=now, reason=reason, remarks=remarks)
        self.closings = (*self.closings[:-1], replace(self.closing, reopening=reopening))
        return TimesheetReopened(
            occurred_at=now,
            subject_version=self._next_version(),
            timesheet_id=self.id,
            adviser_id=self.adviser_id,
            month=self.month,
            reopened_by=by,
            reason=reason,
        )

    def _refuse_own(self, person: UUID) -> None:
        if person == self.adviser_id:
            raise OwnWorkingTime

    def _next_version(self) -> int:
        self.version += 1
        return self.version
