"""Appointments: asked for, agreed, and then held, cancelled or missed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from services.consultations.application.appointment_commands import AppointmentQuery
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.merge_clients import merge_clients
from services.consultations.application.read_appointment import read_appointment
from services.consultations.application.record_advice_held import record_advice_held
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.register_client import register_client
from services.consultations.application.request_advice import request_advice
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.set_working_hours import set_working_hours
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_refusals import (
    AppointmentInPast,
    AppointmentNotFound,
    AppointmentNotScheduled,
    AppointmentNotYetDue,
    AppointmentOver,
    CardOfAnotherAppointment,
    OutsideWorkingHours,
    TimeTaken,
)
from services.consultations.domain.client_refusals import FileMerged
from services.consultations.domain.refusals import (
    AdviserNotActive,
    ClientNotFound,
    UnknownFieldOfAdvice,
    UnknownFormOfContact,
)
from shared.contracts.consultations import (
    AdviceCancelled,
    AdviceCardDrafted,
    AdviceHeld,
    AdviceRequested,
    AdviceScheduled,
    CancelledBy,
    ClientDidNotShowUp,
    ClientKind,
)
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    NOW,
    TODAY,
    an_adviser,
    to_draft,
    to_erase,
    to_merge,
    to_register_client,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    APPOINTMENT_ID,
    to_cancel,
    to_record_held,
    to_record_no_show,
    to_request,
    to_schedule,
    to_set_hours,
)

OTHER_ID, CARD_ID = UUID(int=62), UUID(int=41)
NEXT_WEEK = TODAY + timedelta(days=7)
ABOUT: dict[str, Any] = {
    "appointment_id": APPOINTMENT_ID,
    "client_id": CLIENT_ID,
    "client_kind": ClientKind.INDIVIDUAL,
    "field_of_advice": "legal",
    "form_of_contact": "in_person",
}


@pytest.fixture
def requested(at_work: FakeWork) -> FakeWork:
    """Give a node that is asked for advice, and an adviser who receives clients on Tuesdays."""
    set_working_hours(to_set_hours(), at_work, NOW)
    request_advice(to_request(), at_work, NOW)
    request_advice(to_request(OTHER_ID), at_work, NOW)
    at_work.journal.published.clear()
    return at_work


@pytest.fixture
def scheduled(requested: FakeWork) -> FakeWork:
    schedule_advice(to_schedule(), requested, NOW)
    requested.journal.published.clear()
    return requested


def state(work: FakeWork) -> AppointmentState:
    query = AppointmentQuery(actor=ADVISER, appointment_id=APPOINTMENT_ID)
    return read_appointment(query, work).state


def test_a_wish_is_published_without_its_words(at_work: FakeWork) -> None:
    request_advice(to_request(), at_work, NOW)

    (published,) = at_work.journal.published
    (wish,) = at_work.history.of(APPOINTMENT_ID)
    assert published.programme == "owss-2009/1"
    assert published.event == AdviceRequested(
        occurred_at=NOW, subject_version=1, requested_on=TODAY, **ABOUT
    )
    assert (wish.field, wish.after) == ("wish", "Statut spółdzielni.")
    assert state(at_work) is AppointmentState.REQUESTED


def test_a_wish_that_comes_at_night_is_of_the_day_in_warsaw(at_work: FakeWork) -> None:
    request_advice(to_request(), at_work, datetime(2009, 7, 7, 22, 30, tzinfo=UTC))

    assert at_work.appointments.get(APPOINTMENT_ID).requested_on == date(2009, 7, 8)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"client_id": uuid4()}, ClientNotFound),
        ({"field_of_advice": "magic"}, UnknownFieldOfAdvice),
        ({"form_of_contact": "pigeon"}, UnknownFormOfContact),
    ],
)
def test_a_wish_is_of_a_known_client_and_in_words_of_the_programme(
    at_work: FakeWork, changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        request_advice(to_request(**changes), at_work, NOW)


def test_an_agreed_time_is_published_in_minutes(requested: FakeWork) -> None:
    schedule_advice(to_schedule(), requested, NOW)

    (published,) = requested.journal.published
    assert published.programme == "owss-2009/1"
    assert published.event == AdviceScheduled(
        occurred_at=NOW,
        subject_version=2,
        adviser_id=ADVISER_ID,
        scheduled_on=TODAY,
        minutes=60,
        **ABOUT,
    )


def test_another_time_may_be_agreed_also_one_that_overlaps_the_first(scheduled: FakeWork) -> None:
    schedule_advice(to_schedule(started_at=time(9, 30), ended_at=time(10, 30)), scheduled, NOW)

    agreement = scheduled.appointments.get(APPOINTMENT_ID).agreement
    assert agreement is not None
    assert agreement.session.started_at == time(9, 30)


def test_no_adviser_is_booked_twice(scheduled: FakeWork) -> None:
    with pytest.raises(TimeTaken):
        schedule_advice(
            to_schedule(OTHER_ID, started_at=time(9, 59), ended_at=time(11)), scheduled, NOW
        )

    schedule_advice(to_schedule(OTHER_ID, started_at=time(10), ended_at=time(11)), scheduled, NOW)


def test_an_adviser_with_a_card_is_not_free_for_an_appointment(requested: FakeWork) -> None:
    draft_card(to_draft(CARD_ID), requested, NOW)

    with pytest.raises(TimeTaken):
        schedule_advice(to_schedule(started_at=time(11), ended_at=time(12)), requested, NOW)


@pytest.mark.parametrize("given_up", [cancel_advice, record_no_show])
def test_time_that_was_given_up_is_free_again(scheduled: FakeWork, given_up: object) -> None:
    if given_up is cancel_advice:
        cancel_advice(to_cancel(), scheduled, NOW)
    else:
        record_no_show(to_record_no_show(), scheduled, NOW)

    schedule_advice(to_schedule(OTHER_ID), scheduled, NOW)

    assert scheduled.appointments.get(OTHER_ID).state is AppointmentState.SCHEDULED


@pytest.mark.parametrize(
    "times",
    [(time(8), time(9)), (time(12), time(15)), (time(15), time(16, 1))],
    ids=["before", "over the break", "too long"],
)
def test_an_appointment_outside_working_hours_is_made_only_if_that_is_meant(
    requested: FakeWork, times: tuple[time, time]
) -> None:
    begin, end = times
    with pytest.raises(OutsideWorkingHours):
        schedule_advice(to_schedule(started_at=begin, ended_at=end), requested, NOW)

    meant = to_schedule(started_at=begin, ended_at=end, outside_hours=True)
    schedule_advice(meant, requested, NOW)

    assert state(requested) is AppointmentState.SCHEDULED


def test_also_outside_working_hours_nobody_is_booked_twice(scheduled: FakeWork) -> None:
    with pytest.raises(TimeTaken):
        schedule_advice(to_schedule(OTHER_ID, outside_hours=True), scheduled, NOW)


def test_a_time_is_agreed_for_today_or_later(requested: FakeWork) -> None:
    with pytest.raises(AppointmentInPast):
        schedule_advice(to_schedule(held_on=TODAY - timedelta(days=7)), requested, NOW)


def test_an_appointment_is_with_somebody_who_is_active_on_the_day(requested: FakeWork) -> None:
    requested.advisers.records[ADVISER_ID] = an_adviser(active_to=TODAY)

    with pytest.raises(AdviserNotActive):
        schedule_advice(to_schedule(held_on=NEXT_WEEK), requested, NOW)


def test_a_cancellation_keeps_its_words_here(scheduled: FakeWork) -> None:
    cancel_advice(to_cancel(), scheduled, NOW)

    (event,) = scheduled.journal.events
    assert event == AdviceCancelled(
        occurred_at=NOW,
        subject_version=3,
        appointment_id=APPOINTMENT_ID,
        cancelled_on=TODAY,
        cancelled_by=CancelledBy.CLIENT,
    )
    assert scheduled.history.of(APPOINTMENT_ID)[-1].after == "Choroba."


def test_a_wish_may_be_given_up_before_a_time_is_agreed(requested: FakeWork) -> None:
    cancel_advice(to_cancel(), requested, NOW)

    assert state(requested) is AppointmentState.CANCELLED


def test_a_client_who_did_not_come_is_recorded(scheduled: FakeWork) -> None:
    record_no_show(to_record_no_show(), scheduled, NOW)

    (event,) = scheduled.journal.events
    assert event == ClientDidNotShowUp(
        occurred_at=NOW, subject_version=3, adviser_id=ADVISER_ID, scheduled_on=TODAY, **ABOUT
    )


def test_advice_that_was_held_is_recorded(scheduled: FakeWork) -> None:
    record_advice_held(to_record_held(), scheduled, NOW)

    (event,) = scheduled.journal.events
    assert event == AdviceHeld(
        occurred_at=NOW, subject_version=3, adviser_id=ADVISER_ID, held_on=TODAY, **ABOUT
    )


def test_what_is_to_come_is_neither_held_nor_missed(requested: FakeWork) -> None:
    schedule_advice(to_schedule(held_on=NEXT_WEEK), requested, NOW)

    with pytest.raises(AppointmentNotYetDue):
        record_advice_held(to_record_held(), requested, NOW)
    with pytest.raises(AppointmentNotYetDue):
        record_no_show(to_record_no_show(), requested, NOW)


def test_what_was_not_agreed_is_neither_held_nor_missed(requested: FakeWork) -> None:
    with pytest.raises(AppointmentNotScheduled):
        record_advice_held(to_record_held(), requested, NOW)
    with pytest.raises(AppointmentNotScheduled):
        record_no_show(to_record_no_show(), requested, NOW)


def test_what_is_over_is_neither_moved_nor_cancelled(scheduled: FakeWork) -> None:
    record_advice_held(to_record_held(), scheduled, NOW)

    with pytest.raises(AppointmentOver):
        schedule_advice(to_schedule(started_at=time(12), ended_at=time(13)), scheduled, NOW)
    with pytest.raises(AppointmentOver):
        cancel_advice(to_cancel(), scheduled, NOW)


def test_a_card_that_names_its_appointment_records_that_it_was_held(scheduled: FakeWork) -> None:
    draft_card(to_draft(CARD_ID, appointment_id=APPOINTMENT_ID), scheduled, NOW)

    drafted, held = scheduled.journal.events
    assert isinstance(drafted, AdviceCardDrafted)
    assert isinstance(held, AdviceHeld)
    assert state(scheduled) is AppointmentState.HELD
    assert scheduled.cards.get(CARD_ID).appointment_id == APPOINTMENT_ID


def test_an_appointment_that_is_known_as_held_is_not_held_again(scheduled: FakeWork) -> None:
    record_advice_held(to_record_held(), scheduled, NOW)
    scheduled.journal.published.clear()

    draft_card(to_draft(CARD_ID, appointment_id=APPOINTMENT_ID), scheduled, NOW)

    assert list(map(type, scheduled.journal.events)) == [AdviceCardDrafted]


def test_a_card_of_what_was_cancelled_or_missed_is_refused(scheduled: FakeWork) -> None:
    cancel_advice(to_cancel(), scheduled, NOW)

    with pytest.raises(AppointmentNotScheduled):
        draft_card(to_draft(CARD_ID, appointment_id=APPOINTMENT_ID), scheduled, NOW)


@pytest.mark.parametrize(
    "advice",
    [
        {"held_on": TODAY - timedelta(days=1)},
        {"adviser_ids": (COLLEAGUE_ID, ADVISER_ID)},
        {"client_ids": (UUID(int=22),)},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_a_card_tells_of_the_client_the_adviser_and_the_day_of_its_appointment(
    scheduled: FakeWork, advice: dict[str, object]
) -> None:
    group = scheduled.clients.get(CLIENT_ID)
    group.id = UUID(int=22)
    scheduled.clients.add(group)
    if "adviser_ids" in advice:
        schedule_advice(to_schedule(adviser_id=COLLEAGUE_ID, outside_hours=True), scheduled, NOW)
        advice = {"adviser_ids": (ADVISER_ID,)}

    with pytest.raises(CardOfAnotherAppointment):
        draft_card(
            to_draft(CARD_ID, appointment_id=APPOINTMENT_ID, advice=told(**advice)), scheduled, NOW
        )


def test_a_card_of_what_was_only_asked_for_is_refused(requested: FakeWork) -> None:
    with pytest.raises(CardOfAnotherAppointment):
        draft_card(to_draft(CARD_ID, appointment_id=APPOINTMENT_ID), requested, NOW)


def test_a_card_of_an_unknown_appointment_is_refused(at_work: FakeWork) -> None:
    with pytest.raises(AppointmentNotFound):
        draft_card(to_draft(CARD_ID, appointment_id=APPOINTMENT_ID), at_work, NOW)


def test_a_card_may_name_the_file_into_which_the_client_was_merged(scheduled: FakeWork) -> None:
    other = UUID(int=23)
    register_client(to_register_client(client_id=other, although_duplicate=True), scheduled, NOW)
    merge_clients(to_merge(CLIENT_ID, other), scheduled, NOW)

    advice = told(client_ids=(other,))
    draft_card(to_draft(CARD_ID, appointment_id=APPOINTMENT_ID, advice=advice), scheduled, NOW)

    assert state(scheduled) is AppointmentState.HELD


def test_no_advice_is_asked_for_by_a_file_that_was_merged(at_work: FakeWork) -> None:
    other = UUID(int=23)
    register_client(to_register_client(client_id=other, although_duplicate=True), at_work, NOW)
    merge_clients(to_merge(CLIENT_ID, other), at_work, NOW)

    with pytest.raises(FileMerged):
        request_advice(to_request(), at_work, NOW)


def test_the_words_of_an_appointment_are_erased_with_its_client(scheduled: FakeWork) -> None:
    cancel_advice(to_cancel(), scheduled, NOW)

    erase_client(to_erase(), scheduled, NOW)

    appointment = scheduled.appointments.get(APPOINTMENT_ID)
    assert appointment.wish == ""
    assert {change.after for change in scheduled.history.of(APPOINTMENT_ID)} == {None}
