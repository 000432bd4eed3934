"""Duty: an adviser keeps the consulting point open, whether clients come or not (domain.md 2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.consultations.domain.adviser import Adviser
from services.consultations.domain.closed_months import NO_MONTHS, ClosedMonths
from services.consultations.domain.session import Session
from services.consultations.domain.working_time_refusals import (
    AdviserHasAnotherDuty,
    DutyAnnulmentMismatch,
    DutyInFuture,
    DutyOutsideProgramme,
    OwnWorkingTime,
)
from shared.contracts.consultations import DutyCorrected, DutyCorrectionReason, DutyHeld
from shared.contracts.programme import Programme
from shared.kernel.clock import business_day


@dataclass(frozen=True, kw_only=True)
class DutyCircumstances:
    """What a duty is judged by: the moment, the programme's version, the adviser's other duties.

    Advice is given during duty, so the adviser's cards do not stand in the way.
    """

    now: datetime
    programme: Programme
    adviser: Adviser
    others: tuple[Session, ...] = ()
    closed_months: ClosedMonths = NO_MONTHS

    def judge(self, session: Session) -> None:
        """Raise what stands in the way of a duty at that time."""
        day, programme = session.held_on, self.programme
        if day > business_day(self.now):
            raise DutyInFuture(day)
        if not programme.first_day <= day <= programme.last_day:
            raise DutyOutsideProgramme(day, programme.first_day, programme.last_day)
        self.adviser.refuse_unless_active(day)
        self.refuse_closed_month(session)

    def refuse_closed_month(self, session: Session) -> None:
        """Raise `MonthClosed` if nothing of the adviser is entered there any more (V4)."""
        self.closed_months.refuse([self.adviser.id], session.held_on)

    def refuse_overlap(self, session: Session) -> None:
        """Raise `AdviserHasAnotherDuty` if another duty takes a minute of it (V1)."""
        for other in self.others:
            if session.overlaps(other):
                raise AdviserHasAnotherDuty(
                    other.held_on, f"{other.started_at:%H:%M}", f"{other.ended_at:%H:%M}"
                )


@dataclass(frozen=True, kw_only=True)
class DutyCorrection:
    """An entry that replaces what was recorded; the remarks stay at the node."""

    number: int
    reason: DutyCorrectionReason
    remarks: str
    counted: bool
    corrected_by: UUID
    corrected_at: datetime


@dataclass(eq=False, kw_only=True)
class Duty:
    """One stretch of duty: work time, and never an advice hour (V5).

    `programme` is the reference of the version under which it was recorded; it stays.
    """

    id: UUID
    programme: str
    adviser_id: UUID
    session: Session
    recorded_at: datetime
    counted: bool = True
    corrections: tuple[DutyCorrection, ...] = ()
    version: int = 0

    def record(self, circumstances: DutyCircumstances) -> DutyHeld:
        """Begin the record, or raise what the circumstances do not allow."""
        circumstances.judge(self.session)
        circumstances.refuse_overlap(self.session)
        return DutyHeld(
            occurred_at=circumstances.now,
            subject_version=self._next_version(),
            duty_id=self.id,
            adviser_id=self.adviser_id,
            held_on=self.session.held_on,
            minutes=self.session.minutes,
        )

    def correct(  # noqa: PLR0913 - an entry says what, why, in which words, whether it counts, by whom
        self,
        session: Session,
        reason: DutyCorrectionReason,
        remarks: str,
        circumstances: DutyCircumstances,
        *,
        counted: bool,
        by: UUID,
    ) -> DutyCorrected:
        """Replace what was recorded, by an entry with the next number.

        An annulled duty takes nobody's time, and may be corrected back while it is free. Raises
        `OwnWorkingTime`, `DutyAnnulmentMismatch`, or what the circumstances do not allow.
        """
        if by == self.adviser_id:
            raise OwnWorkingTime
        if counted is (reason is DutyCorrectionReason.ANNULLED):
            raise DutyAnnulmentMismatch
        circumstances.refuse_closed_month(self.session)
        circumstances.judge(session)
        if counted:
            circumstances.refuse_overlap(session)
        entry = DutyCorrection(
            number=len(self.corrections) + 1,
            reason=reason,
            remarks=remarks,
            counted=counted,
            corrected_by=by,
            corrected_at=circumstances.now,
        )
        self.session = session
        self.counted = counted
        self.corrections = (*self.corrections, entry)
        return DutyCorrected(
            occurred_at=circumstances.now,
            subject_version=self._next_version(),
            duty_id=self.id,
            adviser_id=self.adviser_id,
            held_on=session.held_on,
            minutes=session.minutes,
            counted=counted,
            reason=reason,
            corrected_by=by,
        )

    def _next_version(self) -> int:
        self.version += 1
        return self.version
