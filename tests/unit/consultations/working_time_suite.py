"""What all records of working time promise to use cases, in memory or in a database."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import uuid4

import pytest

from services.consultations.domain.appointment import AppointmentState, Cancellation
from services.consultations.domain.appointment_refusals import AppointmentNotFound
from services.consultations.domain.duty import DutyCorrection
from services.consultations.domain.refusals import AlreadyRecorded
from services.consultations.domain.working_hours import (
    Hours,
    WorkingException,
    WorkingHours,
    WorkingWeek,
)
from services.consultations.domain.working_time_refusals import DutyNotFound
from shared.contracts.consultations import (
    CancelledBy,
    DutyCorrectionReason,
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
    DUTY_ID,
    DUTY_SESSION,
    TUESDAYS,
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
