"""The staff reads who is coming, and the calendar of the consulting point."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from uuid import UUID, uuid4

import pytest

from services.consultations.application.appointment_list_queries import (
    AppointmentsExportQuery,
    AppointmentsQuery,
    ConsultingWeekQuery,
)
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.draft_card import draft_card
from services.consultations.application.export_appointments import export_appointments
from services.consultations.application.list_appointments import list_appointments
from services.consultations.application.read_consulting_week import read_consulting_week
from services.consultations.application.record_duty import record_duty
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.request_advice import request_advice
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.set_working_exception import set_working_exception
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.domain.consulting_week import ConsultingDay, ConsultingWeek
from services.consultations.domain.refusals import AdviserNotFound
from shared.contracts.consultations import WorkingExceptionKind
from shared.kernel.period import Period
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    COLLEAGUE_ID,
    NOW,
    TODAY,
    a_session,
    to_draft,
    to_register_adviser,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    TUESDAYS,
    to_cancel,
    to_record_duty,
    to_request,
    to_schedule,
    to_set_exception,
    to_set_hours,
)

WEEK = ConsultingWeekQuery(actor=ADVISER, day=TODAY, adviser_id=ADVISER_ID)
LIST = AppointmentsQuery(
    actor=ADVISER, filter=AppointmentFilter(), descending=False, page=1, rows_of_a_page=1
)
AGREED, WISHED, GIVEN_UP = UUID(int=61), UUID(int=62), UUID(int=63)


@pytest.fixture
def busy(at_work: FakeWork) -> FakeWork:
    """Give an adviser who receives on Tuesdays, with one client agreed on and one cancelled."""
    set_working_hours(to_set_hours(), at_work, NOW)
    for appointment_id in (AGREED, WISHED, GIVEN_UP):
        request_advice(to_request(appointment_id), at_work, NOW)
    schedule_advice(to_schedule(AGREED), at_work, NOW)
    at_eleven = to_schedule(GIVEN_UP, started_at=time(11), ended_at=time(12))
    schedule_advice(at_eleven, at_work, NOW)
    cancel_advice(to_cancel(GIVEN_UP), at_work, NOW)
    return at_work


def day_of(week: ConsultingWeek, day: date = TODAY) -> ConsultingDay:
    ((found,),) = ([each for each in adviser.days if each.day == day] for adviser in week.weeks)
    return found


def test_each_page_of_appointments_says_how_many_there_are(busy: FakeWork) -> None:
    first = list_appointments(LIST, busy)
    second = list_appointments(replace(LIST, page=2), busy)

    assert [row.appointment_id for row in (*first.rows, *second.rows)] == [WISHED, AGREED]
    assert (first.appointments, first.pages) == (3, 3)


def test_no_appointments_are_one_page(at_work: FakeWork) -> None:
    assert list_appointments(LIST, at_work).pages == 1


def test_the_whole_list_of_appointments_is_exported(busy: FakeWork) -> None:
    query = AppointmentsExportQuery(
        actor=ADVISER, filter=AppointmentFilter(adviser_id=ADVISER_ID), descending=True
    )

    of_one = export_appointments(query, busy, NOW)
    of_all = export_appointments(replace(query, filter=AppointmentFilter()), busy, NOW)

    assert [row.appointment_id for row in of_one.rows] == [GIVEN_UP, AGREED]
    assert (of_one.adviser, of_one.node, of_one.made_at) == ("Anna Zięba", "zarska", NOW)
    assert [each.code for each in of_one.programmes] == ["owss-2009"]
    assert (of_all.adviser, len(of_all.rows)) == (None, 3)


def test_a_week_goes_from_monday_to_sunday(busy: FakeWork) -> None:
    sunday = replace(WEEK, day=date(2009, 7, 12))

    week = read_consulting_week(sunday, busy, NOW)

    assert week.period == Period(date(2009, 7, 6), date(2009, 7, 12))
    assert [day.day.isoweekday() for day in week.weeks[0].days] == [1, 2, 3, 4, 5, 6, 7]


def test_a_day_shows_hours_and_who_is_in_them_and_what_is_left(busy: FakeWork) -> None:
    record_duty(to_record_duty(), busy, NOW)
    afternoon = told(started_at=time(14), ended_at=time(15))
    draft_card(to_draft(uuid4(), advice=afternoon), busy, NOW)

    day = day_of(read_consulting_week(WEEK, busy, NOW))

    assert day.hours == (
        a_session(started_at=time(9), ended_at=time(13)),
        a_session(started_at=time(14), ended_at=time(16)),
    )
    assert [row.appointment_id for row in day.appointments] == [AGREED]
    assert [duty.session.started_at for duty in day.duties] == [time(9)]
    assert [card.number for card in day.cards] == ["1/2009/zarska"]
    assert day.free == (
        a_session(started_at=time(10), ended_at=time(13)),
        a_session(started_at=time(15), ended_at=time(16)),
    )
    assert day.exception is None


def test_a_day_on_which_the_adviser_is_absent_says_so(busy: FakeWork) -> None:
    next_tuesday = TODAY + timedelta(days=7)
    absence = to_set_exception(WorkingExceptionKind.ABSENT, day=next_tuesday)
    set_working_exception(absence, busy, NOW)

    week = read_consulting_week(replace(WEEK, day=next_tuesday), busy, NOW)

    day = day_of(week, next_tuesday)
    assert (day.hours, day.free) == ((), ())
    assert day.exception == absence.exception


def test_nothing_is_free_on_days_that_are_over(busy: FakeWork) -> None:
    day = day_of(read_consulting_week(WEEK, busy, NOW + timedelta(days=1)))

    assert day.hours
    assert day.free == ()


def test_an_adviser_receives_nobody_after_the_last_day(busy: FakeWork) -> None:
    busy.advisers.records[ADVISER_ID].active_to = TODAY - timedelta(days=1)

    day = day_of(read_consulting_week(WEEK, busy, NOW))

    assert (day.hours, day.free) == ((), ())


def test_a_week_names_its_public_holidays(busy: FakeWork) -> None:
    in_november = replace(WEEK, day=date(2009, 11, 11))

    week = read_consulting_week(in_november, busy, NOW)

    assert week.public_holidays == {date(2009, 11, 11)}


def test_all_active_advisers_stand_in_the_order_of_the_alphabet(busy: FakeWork) -> None:
    gone = to_register_adviser(
        adviser_id=UUID(int=3), full_name="Ćwik", active_to=TODAY - timedelta(days=2)
    )
    coming = to_register_adviser(
        adviser_id=UUID(int=4), full_name="Ądam", active_from=TODAY + timedelta(days=5)
    )
    register_adviser(gone, busy, NOW)
    register_adviser(coming, busy, NOW)
    set_working_hours(
        to_set_hours(
            TUESDAYS, adviser_id=COLLEAGUE_ID, actor=replace(ADVISER, staff_id=COLLEAGUE_ID)
        ),
        busy,
        NOW,
    )

    week = read_consulting_week(replace(WEEK, adviser_id=None), busy, NOW)

    assert [each.adviser.full_name for each in week.weeks] == ["Anna Zięba", "Ądam", "Ewa Łoś"]
    assert [len(each.days[1].appointments) for each in week.weeks] == [1, 0, 0]


def test_the_week_of_nobody_known_is_refused(at_work: FakeWork) -> None:
    with pytest.raises(AdviserNotFound):
        read_consulting_week(replace(WEEK, adviser_id=UUID(int=404)), at_work, NOW)
