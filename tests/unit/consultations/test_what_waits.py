"""What waits for a person in the morning; each number is that of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4

import pytest

from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.approve_card import approve_card
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.draft_card import draft_card
from services.consultations.application.erase_client import erase_client
from services.consultations.application.list_follow_ups import list_follow_ups
from services.consultations.application.list_timesheets import list_timesheets
from services.consultations.application.path_commands import FollowUpsDueQuery
from services.consultations.application.record_follow_up import record_follow_up
from services.consultations.application.record_no_show import record_no_show
from services.consultations.application.request_advice import request_advice
from services.consultations.application.return_card import return_card
from services.consultations.application.schedule_advice import schedule_advice
from services.consultations.application.sign_card import sign_card
from services.consultations.application.timesheet_commands import TimesheetsQuery
from services.consultations.application.waiting_query import WhatWaitsQuery
from services.consultations.application.what_waits import what_waits
from services.consultations.domain.register_of_advice import RegisterOrder
from services.consultations.domain.waiting import Waiting, WaitingKind, last_month
from shared.kernel.command import Actor, Role
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    COORDINATOR,
    NOW,
    TODAY,
    an_actor,
    to_approve,
    to_draft,
    to_erase,
    to_follow_up,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    DEPUTY,
    JULY,
    to_appoint,
    to_close,
    to_record_no_show,
    to_request,
    to_schedule,
)

BOTH = an_actor(ADVISER_ID, Role.ADVISER, Role.COORDINATOR)
AUGUST = datetime(2009, 8, 7, 12, 0, tzinfo=UTC)


def waiting(work: FakeWork, actor: Actor, now: datetime = NOW) -> dict[WaitingKind, Waiting]:
    found = what_waits(WhatWaitsQuery(actor=actor), work, now)
    return {each.kind: each for each in found}


def numbers(found: dict[WaitingKind, Waiting]) -> dict[WaitingKind, tuple[int, int]]:
    """Return what waits at all, with how much of it is late."""
    return {kind: (each.count, each.late) for kind, each in found.items() if each.count}


def cards(work: FakeWork, number: int) -> Sequence[UUID]:
    """Draft cards of one day, one after another."""
    ids = [uuid4() for _ in range(number)]
    for hour, card_id in enumerate(ids, start=8):
        advice = told(started_at=time(hour), ended_at=time(hour, 30))
        draft_card(to_draft(card_id, advice=advice), work, NOW)
    return ids


def test_nothing_waits_at_a_new_node(at_work: FakeWork) -> None:
    assert numbers(waiting(at_work, BOTH)) == {}


@pytest.mark.parametrize(
    ("actor", "kinds"),
    [
        (
            ADVISER,
            {
                WaitingKind.APPOINTMENTS_TODAY,
                WaitingKind.APPOINTMENTS_UNSETTLED,
                WaitingKind.CARDS_TO_FINISH,
                WaitingKind.CARDS_RETURNED,
                WaitingKind.FOLLOW_UPS_DUE,
            },
        ),
        (
            COORDINATOR,
            {
                WaitingKind.CARDS_TO_APPROVE,
                WaitingKind.TIMESHEETS_TO_CLOSE,
                WaitingKind.REQUESTS_TO_SCHEDULE,
                WaitingKind.FOLLOW_UPS_DUE,
            },
        ),
        (BOTH, set(WaitingKind)),
        (DEPUTY, {WaitingKind.CARDS_TO_APPROVE, WaitingKind.TIMESHEETS_TO_CLOSE}),
    ],
)
def test_everybody_sees_the_work_of_their_roles(
    at_work: FakeWork, actor: Actor, kinds: set[WaitingKind]
) -> None:
    appoint_deputy(to_appoint(), at_work, NOW)

    assert set(waiting(at_work, actor)) == kinds


def test_a_deputy_out_of_term_has_no_work(at_work: FakeWork) -> None:
    assert waiting(at_work, DEPUTY) == {}


def test_cards_wait_for_who_has_to_do_the_next_step(at_work: FakeWork) -> None:
    _, signed, returned, approved = cards(at_work, 4)
    for card_id in (signed, returned, approved):
        sign_card(to_sign(card_id), at_work, NOW)
    return_card(to_return(returned), at_work, NOW)
    approve_card(to_approve(approved), at_work, NOW)

    assert numbers(waiting(at_work, ADVISER)) == {
        WaitingKind.CARDS_TO_FINISH: (1, 0),
        WaitingKind.CARDS_RETURNED: (1, 0),
    }
    assert numbers(waiting(at_work, COORDINATOR)) == {WaitingKind.CARDS_TO_APPROVE: (1, 0)}
    assert WaitingKind.CARDS_TO_APPROVE not in numbers(waiting(at_work, BOTH))


def test_cards_are_late_a_week_after_the_advice(at_work: FakeWork) -> None:
    cards(at_work, 2)

    in_time = waiting(at_work, ADVISER, NOW + timedelta(days=7))
    too_late = waiting(at_work, ADVISER, NOW + timedelta(days=8))

    assert in_time[WaitingKind.CARDS_TO_FINISH].late == 0
    assert too_late[WaitingKind.CARDS_TO_FINISH].late == 2


def test_the_list_of_cards_has_as_many_rows(at_work: FakeWork) -> None:
    for card_id in cards(at_work, 3)[1:]:
        sign_card(to_sign(card_id), at_work, NOW)

    to_finish = waiting(at_work, ADVISER)[WaitingKind.CARDS_TO_FINISH]
    to_decide = waiting(at_work, COORDINATOR)[WaitingKind.CARDS_TO_APPROVE]

    for found, count in ((to_finish, 1), (to_decide, 2)):
        assert found.cards is not None
        rows = at_work.register_of_advice.rows(found.cards, RegisterOrder.HELD_ON)
        assert (found.count, len(rows)) == (count, count)


def test_a_wish_waits_until_it_is_scheduled(at_work: FakeWork) -> None:
    request_advice(to_request(), at_work, NOW)

    assert numbers(waiting(at_work, COORDINATOR)) == {WaitingKind.REQUESTS_TO_SCHEDULE: (1, 0)}
    late = waiting(at_work, COORDINATOR, NOW + timedelta(days=8))
    assert numbers(late) == {WaitingKind.REQUESTS_TO_SCHEDULE: (1, 1)}

    schedule_advice(to_schedule(outside_hours=True), at_work, NOW)

    assert numbers(waiting(at_work, COORDINATOR)) == {}
    assert numbers(waiting(at_work, ADVISER)) == {WaitingKind.APPOINTMENTS_TODAY: (1, 0)}


def test_an_appointment_waits_until_somebody_says_what_came_of_it(at_work: FakeWork) -> None:
    request_advice(to_request(), at_work, NOW)
    schedule_advice(to_schedule(outside_hours=True), at_work, NOW)

    tomorrow = waiting(at_work, ADVISER, NOW + timedelta(days=1))
    late = waiting(at_work, ADVISER, NOW + timedelta(days=8))
    record_no_show(to_record_no_show(), at_work, NOW)

    assert numbers(tomorrow) == {WaitingKind.APPOINTMENTS_UNSETTLED: (1, 0)}
    assert numbers(late) == {WaitingKind.APPOINTMENTS_UNSETTLED: (1, 1)}
    assert numbers(waiting(at_work, ADVISER, NOW + timedelta(days=1))) == {}
    assert tomorrow[WaitingKind.APPOINTMENTS_UNSETTLED].appointments is not None


def test_sheets_of_the_last_month_wait_until_they_are_closed(at_work: FakeWork) -> None:
    (card_id,) = cards(at_work, 1)
    sign_card(to_sign(card_id), at_work, NOW)
    approve_card(to_approve(card_id), at_work, NOW)
    query = TimesheetsQuery(actor=COORDINATOR, month=JULY)

    in_time = waiting(at_work, COORDINATOR, AUGUST)
    late = waiting(at_work, COORDINATOR, AUGUST + timedelta(days=1))
    lines = list_timesheets(query, at_work, AUGUST)
    close_timesheet(to_close(), at_work, AUGUST)

    sheets = in_time[WaitingKind.TIMESHEETS_TO_CLOSE]
    assert (sheets.count, sheets.late, sheets.month) == (1, 0, JULY)
    assert late[WaitingKind.TIMESHEETS_TO_CLOSE].late == 1
    assert sum(line.waits_for(COORDINATOR.staff_id) for line in lines) == 1
    assert numbers(waiting(at_work, COORDINATOR, AUGUST)) == {}


def test_follow_ups_are_as_many_as_their_list_has(at_work: FakeWork) -> None:
    (card_id,) = cards(at_work, 1)
    sign_card(to_sign(card_id), at_work, NOW)
    approve_card(to_approve(card_id), at_work, NOW)
    due = datetime(2010, 1, 7, 12, 0, tzinfo=UTC)

    before = waiting(at_work, ADVISER, due - timedelta(days=1))
    then = waiting(at_work, ADVISER, due)
    late = waiting(at_work, COORDINATOR, due + timedelta(days=31))
    year_later = waiting(at_work, ADVISER, datetime(2010, 7, 7, 12, 0, tzinfo=UTC))
    listed = list_follow_ups(FollowUpsDueQuery(actor=ADVISER), at_work, due)

    assert numbers(before) == {}
    assert numbers(then) == {WaitingKind.FOLLOW_UPS_DUE: (1, 0)}
    assert len(listed) == 1
    assert late[WaitingKind.FOLLOW_UPS_DUE].late == 1
    assert year_later[WaitingKind.FOLLOW_UPS_DUE].count == 2
    record_follow_up(to_follow_up(uuid4()), at_work, due)
    assert numbers(waiting(at_work, ADVISER, due)) == {}


def test_who_was_erased_is_not_asked(at_work: FakeWork) -> None:
    (card_id,) = cards(at_work, 1)
    sign_card(to_sign(card_id), at_work, NOW)
    approve_card(to_approve(card_id), at_work, NOW)
    erase_client(to_erase(), at_work, NOW)

    assert numbers(waiting(at_work, ADVISER, NOW + timedelta(days=400))) == {}


@pytest.mark.parametrize(
    ("today", "month"),
    [(TODAY, date(2009, 6, 1)), (date(2010, 1, 1), date(2009, 12, 1))],
)
def test_the_last_month_is_the_one_before_this(today: date, month: date) -> None:
    assert last_month(today) == month
