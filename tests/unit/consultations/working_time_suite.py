"""What all records of working time promise to use cases, in memory or in a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from services.consultations.domain.advice_card import CardState, Correction
from services.consultations.domain.appointment import AppointmentState, Cancellation
from services.consultations.domain.appointment_refusals import AppointmentNotFound
from services.consultations.domain.duty import DutyCorrection
from services.consultations.domain.month_of_work import TimeEntry, WorkKind
from services.consultations.domain.refusals import AlreadyRecorded
from services.consultations.domain.timesheet import Reopening, Timesheet
from services.consultations.domain.timesheet_list import TimeOfMonth
from services.consultations.domain.working_hours import (
    Hours,
    WorkingException,
    WorkingHours,
    WorkingWeek,
)
from services.consultations.domain.working_time_refusals import DeputyNotFound, DutyNotFound
from shared.contracts.consultations import (
    CancelledBy,
    CorrectionReason,
    DutyCorrectionReason,
    ReopeningReason,
    WorkingExceptionKind,
)
from shared.kernel.command import StaleRecord
from shared.kernel.period import Period
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR_ID,
    GROUP_ID,
    NOW,
    TODAY,
    a_session,
)
from tests.unit.consultations.records_suite import OpenWork, a_card, people
from tests.unit.consultations.working_time_examples import (
    APPOINTMENT_ID,
    ASKED,
    AUGUST_BEGINS,
    DEPUTY_ID,
    DEPUTY_STAFF_ID,
    DUTY_ID,
    DUTY_SESSION,
    JULY,
    TUESDAYS,
    a_closing,
    a_deputy,
    a_duty,
    an_agreement,
    an_appointment,
)


class WorkingTimeSuite:
    """A subclass brings the fixture `open_work`; each work sees what earlier ones kept."""

    def test_a_duty_is_found_as_added(self, open_work: OpenWork) -> None:
        duty = a_duty(version=1)
        with open_work() as work:
            people(work)
            work.duties.add(duty)

        with open_work() as work:
            found = work.duties.get(DUTY_ID)

        assert vars(found) == vars(duty)

    def test_an_unknown_duty_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(DutyNotFound):
            work.duties.get(DUTY_ID)

    def test_a_duty_id_is_taken_once(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            work.duties.add(a_duty(version=1))

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.duties.add(a_duty(version=1))

    def test_a_duty_is_saved_with_each_of_its_corrections(self, open_work: OpenWork) -> None:
        duty = a_duty(version=1)
        with open_work() as work:
            people(work)
            work.duties.add(duty)

        for number in (1, 2):
            duty.version += 1
            duty.counted = False
            duty.session = a_session(ended_at=time(15, number))
            entry = DutyCorrection(
                number=number,
                reason=DutyCorrectionReason.ANNULLED,
                remarks="Słowa.",
                counted=False,
                corrected_by=COORDINATOR_ID,
                corrected_at=NOW + timedelta(minutes=number),
            )
            duty.corrections = (*duty.corrections, entry)
            with open_work() as work:
                work.duties.save(duty)
        with open_work() as work:
            found = work.duties.get(DUTY_ID)

        assert vars(found) == vars(duty)

    def test_a_duty_that_changed_in_between_is_not_overwritten(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            work.duties.add(a_duty(version=1))

        with open_work() as work, pytest.raises(StaleRecord):
            work.duties.save(a_duty(version=3))

    def test_an_adviser_of_whom_nothing_is_said_has_no_hours(self, open_work: OpenWork) -> None:
        with open_work() as work:
            hours = work.working_hours.of(ADVISER_ID)

        assert vars(hours) == vars(WorkingHours(adviser_id=ADVISER_ID))

    def test_working_hours_are_found_as_kept(self, open_work: OpenWork) -> None:
        hours = WorkingHours(adviser_id=ADVISER_ID, weeks=(TUESDAYS,), version=1)
        with open_work() as work:
            people(work)
            work.working_hours.keep(hours)
        hours.weeks = (TUESDAYS, WorkingWeek(valid_from=date(2009, 9, 1), hours=()))
        evening = Hours(started_at=time(17), ended_at=time(19, 30))
        hours.exceptions = (
            WorkingException(day=TODAY, kind=WorkingExceptionKind.ADDITIONAL, hours=(evening,)),
            WorkingException(day=date(2009, 8, 3), kind=WorkingExceptionKind.ABSENT),
        )
        hours.version = 2

        with open_work() as work:
            work.working_hours.keep(hours)
        with open_work() as work:
            found = work.working_hours.of(ADVISER_ID)

        assert vars(found) == vars(hours)

    def test_working_hours_that_changed_in_between_are_not_overwritten(
        self, open_work: OpenWork
    ) -> None:
        with open_work() as work:
            people(work)
            work.working_hours.keep(WorkingHours(adviser_id=ADVISER_ID, version=1))

        with open_work() as work, pytest.raises(StaleRecord):
            work.working_hours.keep(WorkingHours(adviser_id=ADVISER_ID, version=3))

    def test_an_appointment_is_found_as_added(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            work.appointments.add(an_appointment(version=1))

        with open_work() as work:
            found = work.appointments.get(APPOINTMENT_ID)

        assert vars(found) == vars(an_appointment(version=1))

    def test_an_unknown_appointment_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(AppointmentNotFound):
            work.appointments.get(APPOINTMENT_ID)

    def test_an_appointment_id_is_taken_once(self, open_work: OpenWork) -> None:
        with open_work() as work:
            people(work)
            work.appointments.add(an_appointment(version=1))

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.appointments.add(an_appointment(version=1))

    def test_an_appointment_is_saved_with_all_that_happened_to_it(
        self, open_work: OpenWork
    ) -> None:
        changed = an_appointment(
            version=2,
            state=AppointmentState.CANCELLED,
            agreement=an_agreement(outside_hours=True),
            cancellation=Cancellation(
                cancelled_on=TODAY, cancelled_by=CancelledBy.CENTRE, remarks="Awaria."
            ),
        )
        with open_work() as work:
            people(work)
            work.appointments.add(an_appointment(version=1))

        with open_work() as work:
            work.appointments.save(changed)
        with open_work() as work:
            found = work.appointments.get(APPOINTMENT_ID)

        assert vars(found) == vars(changed)

    def test_an_appointment_that_changed_in_between_is_not_overwritten(
        self, open_work: OpenWork
    ) -> None:
        with open_work() as work:
            people(work)
            work.appointments.add(an_appointment(version=1))

        with open_work() as work, pytest.raises(StaleRecord):
            work.appointments.save(an_appointment(version=3))

    def test_the_words_of_a_clients_appointments_are_forgotten(self, open_work: OpenWork) -> None:
        of_group = an_appointment(
            uuid4(), asked=replace(ASKED, client_id=GROUP_ID), version=1, wish="Słowa grupy."
        )
        cancellation = Cancellation(
            cancelled_on=TODAY, cancelled_by=CancelledBy.CLIENT, remarks="Choroba."
        )
        cancelled = an_appointment(
            uuid4(), version=1, state=AppointmentState.CANCELLED, cancellation=cancellation
        )
        with open_work() as work:
            people(work)
            for appointment in (an_appointment(version=1), cancelled, of_group):
                work.appointments.add(appointment)

        with open_work() as work:
            forgotten = work.appointments.forget_words([CLIENT_ID])
        with open_work() as work:
            found = [
                work.appointments.get(each) for each in (APPOINTMENT_ID, cancelled.id, of_group.id)
            ]

        assert set(forgotten) == {APPOINTMENT_ID, cancelled.id}
        assert [each.wish for each in found] == ["", "", "Słowa grupy."]
        assert [each.cancellation for each in found] == [
            None,
            replace(cancellation, remarks=""),
            None,
        ]
        assert {each.version for each in found} == {1}

    def test_an_adviser_is_taken_by_cards_and_appointments(self, open_work: OpenWork) -> None:
        scheduled = {"state": AppointmentState.SCHEDULED, "version": 1}
        at_nine = an_agreement()
        at_eight = an_agreement(session=a_session(started_at=time(8), ended_at=time(9)))
        tomorrow = an_agreement(session=a_session(held_on=TODAY + timedelta(days=1)))
        with open_work() as work:
            people(work)
            work.cards.add(a_card(work))
            annulled = a_card(work, session=a_session(started_at=time(12), ended_at=time(13)))
            annulled.counted = False
            work.cards.add(annulled)
            for appointment in (
                an_appointment(agreement=at_nine, **scheduled),
                an_appointment(uuid4(), agreement=at_eight, state=AppointmentState.HELD, version=1),
                an_appointment(uuid4(), agreement=tomorrow, **scheduled),
                an_appointment(uuid4(), version=1),
                an_appointment(
                    uuid4(), agreement=at_nine, state=AppointmentState.NO_SHOW, version=1
                ),
            ):
                work.appointments.add(appointment)

        today = Period(TODAY, TODAY)
        with open_work() as work:
            taken = work.diaries.taken(ADVISER_ID, today)
            apart_from_one = work.diaries.taken(ADVISER_ID, today, apart_from=APPOINTMENT_ID)
            of_colleague = work.diaries.taken(COLLEAGUE_ID, today)

        assert taken == (at_eight.session, at_nine.session, a_session())
        assert apart_from_one == (at_eight.session, a_session())
        assert of_colleague == ()

    def test_an_adviser_worked_what_cards_and_duties_say_that_count(
        self, open_work: OpenWork
    ) -> None:
        june = a_session(held_on=date(2009, 6, 30))
        correction = Correction(
            number=1,
            reason=CorrectionReason.OTHER,
            remarks="",
            counted=True,
            corrected_by=COORDINATOR_ID,
            corrected_at=NOW + timedelta(hours=1),
        )
        with open_work() as work:
            people(work)
            approved, waiting, annulled = a_card(work), a_card(work), a_card(work)
            approved.state = CardState.APPROVED
            approved.corrections = (
                correction,
                replace(correction, number=2, corrected_at=NOW + timedelta(hours=2)),
            )
            annulled.counted = False
            cards = (approved, waiting, annulled, a_card(work, adviser_ids=(COLLEAGUE_ID,)))
            for card in (*cards, a_card(work, session=june)):
                work.cards.add(card)
            work.duties.add(a_duty(version=1))
            work.duties.add(a_duty(uuid4(), version=1, counted=False))
            work.duties.add(a_duty(uuid4(), version=1, adviser_id=COLLEAGUE_ID))
            work.duties.add(a_duty(uuid4(), version=1, session=june))

        with open_work() as work:
            worked = work.diaries.worked(ADVISER_ID, Period.of_month(2009, 7))
            time_of_month = work.diaries.time_of_month(Period.of_month(2009, 7))

        entry = TimeEntry(
            kind=WorkKind.ADVICE,
            record_id=waiting.id,
            number=waiting.number,
            programme="owss-2009/1",
            session=a_session(),
            entered_at=NOW,
            corrected_at=None,
            approved=False,
        )
        assert time_of_month == {
            ADVISER_ID: TimeOfMonth(advice_minutes=90, duty_minutes=240, pending_cards=1),
            COLLEAGUE_ID: TimeOfMonth(duty_minutes=240, pending_cards=1),
        }
        assert sorted(worked, key=lambda each: (each.kind, each.number)) == [
            replace(
                entry,
                record_id=approved.id,
                number=approved.number,
                corrected_at=NOW + timedelta(hours=2),
                approved=True,
            ),
            entry,
            replace(
                entry,
                kind=WorkKind.DUTY,
                record_id=DUTY_ID,
                number="",
                session=DUTY_SESSION,
                approved=True,
            ),
        ]

    def test_a_month_of_which_nothing_is_said_was_never_closed(self, open_work: OpenWork) -> None:
        with open_work() as work:
            sheet = work.timesheets.of(ADVISER_ID, JULY)

        assert vars(sheet) == vars(Timesheet(adviser_id=ADVISER_ID, month=JULY))

    def test_a_sheet_is_found_with_all_of_its_closings(self, open_work: OpenWork) -> None:
        sheet = Timesheet(adviser_id=ADVISER_ID, month=JULY)
        reopening = Reopening(
            reopened_by=COORDINATOR_ID,
            reopened_at=AUGUST_BEGINS,
            reason=ReopeningReason.OTHER,
            remarks="Słowa.",
        )
        changes = (
            (a_closing(),),
            (a_closing(reopening=reopening),),
            (a_closing(reopening=reopening), a_closing(number=2, time=())),
        )
        with open_work() as work:
            people(work)

        for sheet.version, sheet.closings in enumerate(changes, start=1):
            with open_work() as work:
                work.timesheets.keep(sheet)
        with open_work() as work:
            found = work.timesheets.of(ADVISER_ID, JULY)

        assert vars(found) == vars(sheet)

    def test_a_sheet_that_changed_in_between_is_not_overwritten(self, open_work: OpenWork) -> None:
        sheet = Timesheet(adviser_id=ADVISER_ID, month=JULY, closings=(a_closing(),), version=1)
        with open_work() as work:
            people(work)
            work.timesheets.keep(sheet)
        sheet.version = 3

        with open_work() as work, pytest.raises(StaleRecord):
            work.timesheets.keep(sheet)

    def test_closed_months_are_those_that_nobody_opened_since(self, open_work: OpenWork) -> None:
        reopening = Reopening(
            reopened_by=COORDINATOR_ID,
            reopened_at=AUGUST_BEGINS,
            reason=ReopeningReason.OTHER,
            remarks="",
        )
        opened = a_closing(reopening=reopening)
        with open_work() as work:
            people(work)
            for adviser_id, month, closing in (
                (ADVISER_ID, JULY, a_closing()),
                (ADVISER_ID, date(2009, 6, 1), opened),
                (COLLEAGUE_ID, date(2009, 6, 1), a_closing()),
            ):
                sheet = Timesheet(adviser_id=adviser_id, month=month, closings=(closing,))
                sheet.version = 1
                work.timesheets.keep(sheet)

        with open_work() as work:
            of_one = work.timesheets.closed_months([ADVISER_ID])
            of_both = work.timesheets.closed_months([COLLEAGUE_ID, ADVISER_ID])

        assert of_one.closed == {(ADVISER_ID, JULY)}
        assert of_both.closed == {(ADVISER_ID, JULY), (COLLEAGUE_ID, date(2009, 6, 1))}

    def test_a_deputy_is_found_as_added_and_saved(self, open_work: OpenWork) -> None:
        with open_work() as work:
            work.deputies.add(a_deputy(version=1))
        with open_work() as work:
            work.deputies.save(a_deputy(version=2, recalled_on=TODAY))

        with open_work() as work:
            found = work.deputies.get(DEPUTY_ID)

        assert vars(found) == vars(a_deputy(version=2, recalled_on=TODAY))

    def test_an_unknown_deputy_is_refused(self, open_work: OpenWork) -> None:
        with open_work() as work, pytest.raises(DeputyNotFound):
            work.deputies.get(DEPUTY_ID)

    def test_a_deputy_id_is_taken_once(self, open_work: OpenWork) -> None:
        with open_work() as work:
            work.deputies.add(a_deputy(version=1))

        with open_work() as work, pytest.raises(AlreadyRecorded):
            work.deputies.add(a_deputy(version=1))

    def test_a_deputy_who_changed_in_between_is_not_overwritten(self, open_work: OpenWork) -> None:
        with open_work() as work:
            work.deputies.add(a_deputy(version=1))

        with open_work() as work, pytest.raises(StaleRecord):
            work.deputies.save(a_deputy(version=3))

    def test_terms_come_in_order_of_all_and_of_one_person(self, open_work: OpenWork) -> None:
        later, first, of_another = uuid4(), uuid4(), uuid4()
        with open_work() as work:
            work.deputies.add(a_deputy(later, version=1))
            work.deputies.add(a_deputy(first, valid_from=JULY, version=1))
            june = date(2009, 6, 1)
            work.deputies.add(a_deputy(of_another, staff_id=ADVISER_ID, valid_from=june, version=1))

        with open_work() as work:
            terms = work.deputies.of(DEPUTY_STAFF_ID)
            everybodys = work.deputies.known()

        assert [deputy.id for deputy in terms] == [first, later]
        assert [deputy.id for deputy in everybodys] == [of_another, first, later]

    def test_an_adviser_is_taken_by_other_duties_of_the_day_that_count(
        self, open_work: OpenWork
    ) -> None:
        later = a_session(started_at=time(14), ended_at=time(16))
        yesterday = a_session(held_on=TODAY - timedelta(days=1))
        with open_work() as work:
            people(work)
            for duty in (
                a_duty(version=1),
                a_duty(uuid4(), session=later, version=1),
                a_duty(uuid4(), session=yesterday, version=1),
                a_duty(uuid4(), counted=False, version=1),
                a_duty(uuid4(), adviser_id=COLLEAGUE_ID, version=1),
            ):
                work.duties.add(duty)

        with open_work() as work:
            apart_from_one = work.duties.sessions(ADVISER_ID, TODAY, apart_from=DUTY_ID)
            all_of_them = work.duties.sessions(ADVISER_ID, TODAY, apart_from=uuid4())

        assert apart_from_one == (later,)
        assert all_of_them == (DUTY_SESSION, later)
