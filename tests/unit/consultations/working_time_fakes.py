"""Records of working time in memory that keep what the real ones promise (R27)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from services.consultations.domain.advice_card import AdviceCard, CardState
from services.consultations.domain.appointment import Appointment, AppointmentState
from services.consultations.domain.appointment_refusals import AppointmentNotFound
from services.consultations.domain.closed_months import ClosedMonths
from services.consultations.domain.deputy import Deputy
from services.consultations.domain.duty import Duty
from services.consultations.domain.month_of_work import TimeEntry, WorkKind
from services.consultations.domain.refusals import AlreadyRecorded
from services.consultations.domain.session import Session
from services.consultations.domain.timesheet import Timesheet
from services.consultations.domain.timesheet_list import TimeOfMonth
from services.consultations.domain.working_hours import WorkingHours
from services.consultations.domain.working_time_refusals import DeputyNotFound, DutyNotFound
from shared.kernel.command import StaleRecord
from shared.kernel.period import Period


class FakeDuties:
    def __init__(self) -> None:
        self.kept: dict[UUID, Duty] = {}

    def add(self, duty: Duty) -> None:
        if duty.id in self.kept:
            raise AlreadyRecorded(duty.id)
        self.kept[duty.id] = deepcopy(duty)

    def get(self, duty_id: UUID) -> Duty:
        if duty_id not in self.kept:
            raise DutyNotFound(duty_id)
        return deepcopy(self.kept[duty_id])

    def save(self, duty: Duty) -> None:
        if self.kept[duty.id].version != duty.version - 1:
            raise StaleRecord(duty.id)
        self.kept[duty.id] = deepcopy(duty)

    def sessions(self, adviser_id: UUID, day: date, *, apart_from: UUID) -> tuple[Session, ...]:
        taken = [
            duty.session
            for duty in self.kept.values()
            if (duty.adviser_id, duty.session.held_on, duty.counted) == (adviser_id, day, True)
            and duty.id != apart_from
        ]
        return tuple(sorted(taken, key=lambda session: session.started_at))


class FakeWorkingHours:
    def __init__(self) -> None:
        self.kept: dict[UUID, WorkingHours] = {}

    def of(self, adviser_id: UUID) -> WorkingHours:
        return deepcopy(self.kept.get(adviser_id, WorkingHours(adviser_id=adviser_id)))

    def keep(self, hours: WorkingHours) -> None:
        if self.of(hours.adviser_id).version != hours.version - 1:
            raise StaleRecord(hours.adviser_id)
        self.kept[hours.adviser_id] = deepcopy(hours)


class FakeAppointments:
    def __init__(self) -> None:
        self.kept: dict[UUID, Appointment] = {}

    def add(self, appointment: Appointment) -> None:
        if appointment.id in self.kept:
            raise AlreadyRecorded(appointment.id)
        self.kept[appointment.id] = deepcopy(appointment)

    def get(self, appointment_id: UUID) -> Appointment:
        if appointment_id not in self.kept:
            raise AppointmentNotFound(appointment_id)
        return deepcopy(self.kept[appointment_id])

    def save(self, appointment: Appointment) -> None:
        if self.kept[appointment.id].version != appointment.version - 1:
            raise StaleRecord(appointment.id)
        self.kept[appointment.id] = deepcopy(appointment)

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        forgotten = [
            appointment
            for _, appointment in sorted(self.kept.items())
            if appointment.asked.client_id in client_ids
        ]
        for appointment in forgotten:
            appointment.wish = ""
            appointment.cancellation = appointment.cancellation and replace(
                appointment.cancellation, remarks=""
            )
        return tuple(appointment.id for appointment in forgotten)


class FakeTimesheets:
    def __init__(self) -> None:
        self.kept: dict[UUID, Timesheet] = {}

    def of(self, adviser_id: UUID, month: date) -> Timesheet:
        sheet = Timesheet(adviser_id=adviser_id, month=month)
        return deepcopy(self.kept.get(sheet.id, sheet))

    def keep(self, sheet: Timesheet) -> None:
        if self.of(sheet.adviser_id, sheet.month).version != sheet.version - 1:
            raise StaleRecord(sheet.id)
        self.kept[sheet.id] = deepcopy(sheet)

    def closed_months(self, adviser_ids: Sequence[UUID]) -> ClosedMonths:
        return ClosedMonths(
            frozenset(
                (sheet.adviser_id, sheet.month)
                for sheet in self.kept.values()
                if sheet.adviser_id in adviser_ids and sheet.closing is not None
            )
        )


class FakeDeputies:
    def __init__(self) -> None:
        self.kept: dict[UUID, Deputy] = {}

    def add(self, deputy: Deputy) -> None:
        if deputy.id in self.kept:
            raise AlreadyRecorded(deputy.id)
        self.kept[deputy.id] = deepcopy(deputy)

    def get(self, deputy_id: UUID) -> Deputy:
        if deputy_id not in self.kept:
            raise DeputyNotFound(deputy_id)
        return deepcopy(self.kept[deputy_id])

    def save(self, deputy: Deputy) -> None:
        if self.kept[deputy.id].version != deputy.version - 1:
            raise StaleRecord(deputy.id)
        self.kept[deputy.id] = deepcopy(deputy)

    def known(self) -> tuple[Deputy, ...]:
        return tuple(sorted(self.kept.values(), key=lambda deputy: (deputy.valid_from, deputy.id)))

    def of(self, staff_id: UUID) -> tuple[Deputy, ...]:
        return tuple(deputy for deputy in self.known() if deputy.staff_id == staff_id)


class KeptCards(Protocol):
    records: dict[UUID, Any]


class FakeDiaries:
    def __init__(
        self, cards: KeptCards, appointments: FakeAppointments, duties: FakeDuties
    ) -> None:
        self.cards: list[AdviceCard] = list(cards.records.values())
        self.appointments = appointments
        self.duties = duties

    def taken(
        self, adviser_id: UUID, period: Period, *, apart_from: UUID | None = None
    ) -> tuple[Session, ...]:
        sessions = [
            card.advice.session
            for card in self.cards
            if card.counted and adviser_id in card.advice.adviser_ids
        ]
        sessions += [
            each.agreement.session
            for each in self.appointments.kept.values()
            if each.agreement is not None
            and each.agreement.adviser_id == adviser_id
            and each.id != apart_from
            and each.state in {AppointmentState.SCHEDULED, AppointmentState.HELD}
        ]
        within = [session for session in sessions if session.held_on in period]
        return tuple(sorted(within, key=lambda each: (each.held_on, each.started_at)))

    def worked(self, adviser_id: UUID, period: Period) -> tuple[TimeEntry, ...]:
        advice = [
            TimeEntry(
                kind=WorkKind.ADVICE,
                record_id=card.id,
                number=card.number,
                programme=card.programme,
                session=card.advice.session,
                entered_at=card.drafted_at,
                corrected_at=max((each.corrected_at for each in card.corrections), default=None),
                approved=card.state is CardState.APPROVED,
            )
            for card in self.cards
            if card.counted and adviser_id in card.advice.adviser_ids
        ]
        duties = [
            TimeEntry(
                kind=WorkKind.DUTY,
                record_id=duty.id,
                number="",
                programme=duty.programme,
                session=duty.session,
                entered_at=duty.recorded_at,
                corrected_at=max((each.corrected_at for each in duty.corrections), default=None),
                approved=True,
            )
            for duty in self.duties.kept.values()
            if duty.counted and duty.adviser_id == adviser_id
        ]
        return tuple(each for each in advice + duties if each.session.held_on in period)

    def time_of_month(self, period: Period) -> Mapping[UUID, TimeOfMonth]:
        advisers = {each for card in self.cards for each in card.advice.adviser_ids}
        advisers |= {duty.adviser_id for duty in self.duties.kept.values()}
        time = {adviser_id: self._time(self.worked(adviser_id, period)) for adviser_id in advisers}
        return {adviser_id: found for adviser_id, found in time.items() if found != TimeOfMonth()}

    @staticmethod
    def _time(entries: Sequence[TimeEntry]) -> TimeOfMonth:
        advice = [each for each in entries if each.kind is WorkKind.ADVICE]
        return TimeOfMonth(
            advice_minutes=sum(each.session.minutes for each in advice if each.approved),
            duty_minutes=sum(
                each.session.minutes for each in entries if each.kind is WorkKind.DUTY
            ),
            pending_cards=sum(not each.approved for each in advice),
        )
