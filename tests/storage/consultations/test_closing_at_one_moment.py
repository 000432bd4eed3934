"""A month is closed while others still write in it: whatever comes first, it adds up."""

from __future__ import annotations

import random
from datetime import time
from uuid import UUID, uuid4

import pytest

from services.consultations.application.read_timesheet import read_timesheet
from services.consultations.application.timesheet_commands import TimesheetQuery
from services.consultations.storage.unit_of_work import snapshot
from services.consultations.storage.verification import compare_state_with_journal
from shared.database import Database
from shared.kernel.command import Command
from shared.wire.published import CATALOGUE
from tests.storage.consultations.crowd import outcomes_of
from tests.storage.consultations.node import SOURCE, do
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR,
    to_annul,
    to_approve,
    to_draft,
    to_sign,
    told,
)
from tests.unit.consultations.working_time_examples import (
    AUGUST_BEGINS,
    JULY,
    to_close,
    to_record_duty,
)

CARDS = [UUID(int=1000 + number) for number in range(10)]


def a_card_each_hour(card_id: UUID, *advisers: UUID) -> Command:
    hour = 8 + CARDS.index(card_id)
    advice = told(started_at=time(hour), ended_at=time(hour, 45), adviser_ids=advisers)
    return to_draft(card_id, advice=advice)


def mixed(commands: list[Command], seed: int) -> None:
    random.Random(seed).shuffle(commands)  # noqa: S311 - an order, and the same one each time


def what_stands(database: Database) -> None:
    """Assert that a closed month is what its cards and duties come to, and the journal agrees."""
    query = TimesheetQuery(actor=COORDINATOR, adviser_id=ADVISER_ID, month=JULY)
    with snapshot(database, SOURCE, CATALOGUE) as work:
        read = read_timesheet(query, work, AUGUST_BEGINS)
    assert read.sheet.closing is not None
    assert read.sheet.closing.time == read.work.time
    assert read.work.pending == ()
    with database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


@pytest.mark.parametrize("seed", range(3))
def test_a_month_that_is_closed_while_cards_are_approved_has_all_of_them_or_is_not_closed(
    furnished: Database, seed: int
) -> None:
    do(furnished, *(a_card_each_hour(each, ADVISER_ID) for each in CARDS))
    do(furnished, *(to_sign(each) for each in CARDS))
    closings = [to_close() for _ in range(30)]
    everything: list[Command] = [*closings, *(to_approve(each) for each in CARDS)]
    mixed(everything, seed)

    outcomes = outcomes_of(furnished.url, everything, AUGUST_BEGINS)

    assert outcomes.keys() <= {"done", "CardsNotApproved", "TimesheetAlreadyClosed"}
    assert outcomes["done"] in {len(CARDS), len(CARDS) + 1}
    if outcomes["done"] == len(CARDS):
        do(furnished, to_close(), now=AUGUST_BEGINS)
    what_stands(furnished)
    with snapshot(furnished, SOURCE, CATALOGUE) as work:
        closing = work.timesheets.of(ADVISER_ID, JULY).closing
    assert closing is not None
    assert closing.time[0].advice_minutes == len(CARDS) * 45


@pytest.mark.parametrize("seed", range(3))
def test_what_is_entered_and_corrected_while_a_month_is_closed_is_in_it_or_refused(
    furnished: Database, seed: int
) -> None:
    kept, late = CARDS[:5], CARDS[5:]
    do(furnished, *(a_card_each_hour(each, ADVISER_ID, COLLEAGUE_ID) for each in kept))
    do(furnished, *(to_sign(each) for each in kept), *(to_approve(each) for each in kept))
    annulments = [
        to_annul(
            each,
            advice=told(
                started_at=time(8 + CARDS.index(each)), ended_at=time(8 + CARDS.index(each), 45)
            ),
        )
        for each in kept[:2]
    ]
    duties = [
        to_record_duty(uuid4(), started_at=time(hour), ended_at=time(hour, 30))
        for hour in range(8, 18)
    ]
    everything: list[Command] = [*annulments, *duties, *(to_close() for _ in range(10))]
    everything += [a_card_each_hour(each, ADVISER_ID) for each in late]
    mixed(everything, seed)

    outcomes = outcomes_of(furnished.url, everything, AUGUST_BEGINS)

    allowed = {"done", "MonthClosed", "CardsNotApproved", "TimesheetAlreadyClosed", "StaleRecord"}
    assert outcomes.keys() <= allowed
    with snapshot(furnished, SOURCE, CATALOGUE) as work:
        closed = work.timesheets.of(ADVISER_ID, JULY).closing is not None
    if closed:
        what_stands(furnished)
    else:
        # A draft came before every closing: each of them was refused because of it.
        assert outcomes["CardsNotApproved"] == 10
