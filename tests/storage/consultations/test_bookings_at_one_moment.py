"""No double booking, ever: many who want one hour of one adviser."""

from __future__ import annotations

from datetime import time
from uuid import UUID, uuid4

import pytest

from services.consultations.storage.unit_of_work import snapshot
from services.consultations.storage.verification import compare_state_with_journal
from shared.database import Database
from shared.kernel.period import Period
from shared.wire.published import CATALOGUE
from tests.storage.consultations.crowd import outcomes_of
from tests.storage.consultations.node import SOURCE, do
from tests.unit.consultations.examples import ADVISER_ID, TODAY, to_draft, told
from tests.unit.consultations.working_time_examples import to_request, to_schedule, to_set_hours

BOOKINGS = 200


@pytest.mark.fault("F32b")
def test_of_200_bookings_of_one_slot_exactly_one_is_kept(furnished: Database) -> None:
    wanted = [UUID(int=1000 + number) for number in range(BOOKINGS)]
    do(furnished, to_set_hours(), *(to_request(each) for each in wanted))

    outcomes = outcomes_of(furnished.url, [to_schedule(each) for each in wanted])

    assert outcomes == {"done": 1, "TimeTaken": BOOKINGS - 1}
    with snapshot(furnished, SOURCE, CATALOGUE) as work:
        (taken,) = work.diaries.taken(ADVISER_ID, Period(TODAY, TODAY))
    assert (taken.started_at, taken.ended_at) == (time(9), time(10))
    with furnished.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_of_one_appointment_that_many_move_at_once_one_time_is_kept(furnished: Database) -> None:
    do(furnished, to_set_hours(), to_request())
    hours = (time(9), time(10), time(11), time(12))
    moves = [
        to_schedule(started_at=begin, ended_at=begin.replace(minute=30)) for begin in hours * 5
    ]

    outcomes = outcomes_of(furnished.url, moves)

    assert outcomes["done"] >= 1
    assert outcomes.keys() <= {"done", "StaleRecord"}
    with snapshot(furnished, SOURCE, CATALOGUE) as work:
        assert len(work.diaries.taken(ADVISER_ID, Period(TODAY, TODAY))) == 1


def test_bookings_and_cards_of_one_hour_do_not_both_find_it_free(furnished: Database) -> None:
    wanted = [UUID(int=1000 + number) for number in range(20)]
    do(furnished, to_set_hours(), *(to_request(each) for each in wanted))
    advice = told(started_at=time(9, 30), ended_at=time(10, 30))
    cards = [to_draft(uuid4(), advice=advice) for _ in wanted]
    bookings = [to_schedule(each) for each in wanted]

    outcomes = outcomes_of(furnished.url, [*bookings, *cards])

    # A card tells what was, so an appointment does not stop it; a card stops appointments.
    assert outcomes["AdviserHasAnotherCard"] == len(cards) - 1
    assert outcomes["done"] + outcomes["TimeTaken"] == len(bookings) + 1
    assert outcomes["done"] in {1, 2}
