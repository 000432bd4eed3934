"""An appointment: advice that is asked for, agreed, and then held, cancelled or missed (2.5)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.consultations.domain.advice import Advice, refuse_unknown_codes
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.appointment_refusals import (
    AppointmentInPast,
    AppointmentNotScheduled,
    AppointmentNotYetDue,
    AppointmentOver,
    CardOfAnotherAppointment,
    OutsideWorkingHours,
    TimeTaken,
)
from services.consultations.domain.session import Session
from services.consultations.domain.working_hours import WorkingHours
from shared.contracts.consultations import (
    AdviceCancelled,
    AdviceHeld,
    AdviceRequested,
    AdviceScheduled,
    CancelledBy,
    ClientDidNotShowUp,
    ClientKind,
)
from shared.contracts.programme import Programme
from shared.kernel.clock import business_day


class AppointmentState(StrEnum):
    """What became of somebody's wish for advice."""

    REQUESTED = "requested"
    SCHEDULED = "scheduled"
    HELD = "held"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


@dataclass(frozen=True, kw_only=True)
class AskedAdvice:
    """What an appointment is about."""

    client_id: UUID
    client_kind: ClientKind
    field_of_advice: str
    form_of_contact: str


@dataclass(frozen=True, kw_only=True)
class Agreement:
    """With whom and when; `outside_hours` says that the adviser receives the client specially."""

    adviser_id: UUID
    session: Session
    outside_hours: bool


@dataclass(frozen=True, kw_only=True)
class Cancellation:
    """Who gave it up, and when; the remarks stay at the node."""

    cancelled_on: date
    cancelled_by: CancelledBy
    remarks: str


@dataclass(frozen=True, kw_only=True)
class Diary:
    """What an agreement is judged by: the adviser, when they receive, and when they are taken.

    `taken` are the times of the adviser's cards and other appointments on that day.
    """

    now: datetime
    adviser: Adviser
    hours: WorkingHours
    public_holidays: frozenset[date]
    taken: tuple[Session, ...]

    def judge(self, agreement: Agreement) -> None:
        """Raise what stands in the way of meeting then."""
        session = agreement.session
        if session.held_on < business_day(self.now):
            raise AppointmentInPast(session.held_on)
        self.adviser.refuse_unless_active(session.held_on)
        for other in self.taken:
            if session.overlaps(other):
                raise TimeTaken(
                    other.held_on, f"{other.started_at:%H:%M}", f"{other.ended_at:%H:%M}"
                )
        if not agreement.outside_hours and not self.hours.cover(session, self.public_holidays):
            raise OutsideWorkingHours(session.held_on)


@dataclass(eq=False, kw_only=True)
class Appointment:
    """One client's wish for advice, and what became of it; its words stay at the node.

    `programme` is the reference of the version under which it was asked for; it stays.
    """

    id: UUID
    programme: str
    asked: AskedAdvice
    wish: str
    requested_on: date
    state: AppointmentState = AppointmentState.REQUESTED
    agreement: Agreement | None = None
    cancellation: Cancellation | None = None
    version: int = 0

    def request(self, programme: Programme, now: datetime) -> AdviceRequested:
        """Begin the record; raise `UnknownFieldOfAdvice` or `UnknownFormOfContact`."""
        refuse_unknown_codes(programme, self.asked.field_of_advice, self.asked.form_of_contact)
        return AdviceRequested(
            occurred_at=now,
            subject_version=self._next_version(),
            appointment_id=self.id,
            requested_on=self.requested_on,
            **asdict(self.asked),
        )

    def schedule(self, agreement: Agreement, diary: Diary) -> AdviceScheduled:
        """Agree on a time, or on another one than before.

        Raises `AppointmentOver`, or what the adviser's diary does not allow.
        """
        self._refuse_if_over()
        diary.judge(agreement)
        self.state = AppointmentState.SCHEDULED
        self.agreement = agreement
        return AdviceScheduled(
            occurred_at=diary.now,
            subject_version=self._next_version(),
            appointment_id=self.id,
            adviser_id=agreement.adviser_id,
            scheduled_on=agreement.session.held_on,
            minutes=agreement.session.minutes,
            **asdict(self.asked),
        )

    def cancel(self, by: CancelledBy, remarks: str, now: datetime) -> AdviceCancelled:
        """Give up what was not held yet; raise `AppointmentOver`."""
        self._refuse_if_over()
        self.state = AppointmentState.CANCELLED
        self.cancellation = Cancellation(
            cancelled_on=business_day(now), cancelled_by=by, remarks=remarks
        )
        return AdviceCancelled(
            occurred_at=now,
            subject_version=self._next_version(),
            appointment_id=self.id,
            cancelled_on=self.cancellation.cancelled_on,
            cancelled_by=by,
        )

    def miss(self, now: datetime) -> ClientDidNotShowUp:
        """Record that the client did not come.

        Raises `AppointmentNotScheduled` or `AppointmentNotYetDue`.
        """
        agreement = self._due(now)
        self.state = AppointmentState.NO_SHOW
        return ClientDidNotShowUp(
            occurred_at=now,
            subject_version=self._next_version(),
            appointment_id=self.id,
            adviser_id=agreement.adviser_id,
            scheduled_on=agreement.session.held_on,
            **asdict(self.asked),
        )

    def hold(self, now: datetime) -> AdviceHeld:
        """Record that client and adviser met as agreed; hours count from an approved card only.

        Raises `AppointmentNotScheduled` or `AppointmentNotYetDue`.
        """
        agreement = self._due(now)
        self.state = AppointmentState.HELD
        return AdviceHeld(
            occurred_at=now,
            subject_version=self._next_version(),
            appointment_id=self.id,
            adviser_id=agreement.adviser_id,
            held_on=agreement.session.held_on,
            **asdict(self.asked),
        )

    def refuse_unless_of(self, advice: Advice, *, client_is_on_card: bool) -> None:
        """Raise `CardOfAnotherAppointment` unless the card tells of this client, adviser and day.

        The client may be on it by a file into which the first one was merged. The card's times may
        differ: advice may take longer than was agreed.
        """
        agreement = self.agreement
        if (
            agreement is None
            or not client_is_on_card
            or agreement.adviser_id not in advice.adviser_ids
            or agreement.session.held_on != advice.session.held_on
        ):
            raise CardOfAnotherAppointment

    def _due(self, now: datetime) -> Agreement:
        if self.state is not AppointmentState.SCHEDULED or self.agreement is None:
            raise AppointmentNotScheduled
        if self.agreement.session.held_on > business_day(now):
            raise AppointmentNotYetDue(self.agreement.session.held_on)
        return self.agreement

    def _refuse_if_over(self) -> None:
        if self.state not in {AppointmentState.REQUESTED, AppointmentState.SCHEDULED}:
            raise AppointmentOver

    def _next_version(self) -> int:
        self.version += 1
        return self.version
