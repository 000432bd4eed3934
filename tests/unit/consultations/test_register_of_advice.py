"""The staff reads the register of advice page by page."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.draft_card import draft_card
from services.consultations.application.export_register_of_advice import (
    export_register_of_advice,
)
from services.consultations.application.read_register_of_advice import read_register_of_advice
from services.consultations.application.register_queries import (
    RegisterExportQuery,
    RegisterOfAdviceQuery,
)
from services.consultations.domain.register_of_advice import RegisterFilter, RegisterOrder
from services.consultations.domain.working_time_refusals import NoValidDeputy
from shared.kernel.command import Actor
from shared.kernel.period import Period
from tests.unit.consultations.examples import (
    ADVISER,
    ADVISER_ID,
    COORDINATOR,
    NOW,
    TODAY,
    a_session,
    to_draft,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import DEPUTY, to_appoint

QUERY = RegisterOfAdviceQuery(
    actor=ADVISER,
    filter=RegisterFilter(period=Period(TODAY, TODAY)),
    order=RegisterOrder.HELD_ON,
    descending=False,
    page=1,
    rows_of_a_page=2,
)

EXPORT = RegisterExportQuery(
    actor=ADVISER,
    filter=replace(QUERY.filter, adviser_id=ADVISER_ID),
    order=RegisterOrder.HELD_ON,
    descending=False,
)


@pytest.fixture
def advised(at_work: FakeWork) -> FakeWork:
    """Give a node with three cards of half an hour each."""
    for hour in (10, 12, 14):
        session = a_session()
        begin, end = session.started_at.replace(hour=hour), session.ended_at.replace(hour=hour)
        draft_card(to_draft(uuid4(), advice=told(started_at=begin, ended_at=end)), at_work, NOW)
    return at_work


def test_each_page_has_the_sums_of_the_whole_register(advised: FakeWork) -> None:
    first = read_register_of_advice(QUERY, advised, NOW)
    last = read_register_of_advice(replace(QUERY, page=2), advised, NOW)

    assert [len(first.rows), len(last.rows)] == [2, 1]
    assert {row.card_id for row in (*first.rows, *last.rows)} == set(advised.cards.records)
    assert (first.sums, first.pages) == (last.sums, last.pages)
    assert (first.sums.cards, first.sums.minutes, first.pages) == (3, 90, 2)


def test_a_page_after_the_last_is_empty(advised: FakeWork) -> None:
    page = read_register_of_advice(replace(QUERY, page=3), advised, NOW)

    assert (page.rows, page.sums.cards) == ((), 3)


def test_what_is_late_follows_from_the_day_on_which_it_is_asked(advised: FakeWork) -> None:
    late = replace(QUERY, filter=RegisterFilter(), late=True)

    in_time = read_register_of_advice(late, advised, NOW + timedelta(days=7))
    too_late = read_register_of_advice(late, advised, NOW + timedelta(days=8))

    assert [in_time.sums.cards, too_late.sums.cards] == [0, 3]


def test_an_empty_register_has_one_page(at_work: FakeWork) -> None:
    assert read_register_of_advice(QUERY, at_work, NOW).pages == 1


@pytest.mark.parametrize("actor", [ADVISER, COORDINATOR])
def test_advisers_and_coordinators_read_all_of_it(advised: FakeWork, actor: Actor) -> None:
    page = read_register_of_advice(replace(QUERY, actor=actor), advised, NOW)

    assert page.sums.cards == 3


def test_the_whole_register_is_exported_with_what_it_was_made_by(advised: FakeWork) -> None:
    export = export_register_of_advice(EXPORT, advised, NOW)

    assert (len(export.rows), export.sums.minutes) == (3, 90)
    assert (export.node, export.adviser, export.made_at) == ("zarska", "Anna Zięba", NOW)
    assert [each.code for each in export.programmes] == ["owss-2009"]


def test_the_register_of_all_advisers_names_none(advised: FakeWork) -> None:
    everybody = replace(EXPORT, filter=QUERY.filter)

    assert export_register_of_advice(everybody, advised, NOW).adviser is None


def test_the_register_names_whose_cards_it_leaves_out(advised: FakeWork) -> None:
    without = replace(EXPORT, filter=replace(QUERY.filter, not_adviser_id=ADVISER_ID))

    export = export_register_of_advice(without, advised, NOW)

    assert (export.rows, export.not_adviser) == ((), "Anna Zięba")


def test_a_deputy_out_of_term_takes_nothing_along(advised: FakeWork) -> None:
    with pytest.raises(NoValidDeputy):
        export_register_of_advice(replace(EXPORT, actor=DEPUTY), advised, NOW)


def test_a_deputy_reads_it_within_the_term_only(advised: FakeWork) -> None:
    query = replace(QUERY, actor=DEPUTY)
    with pytest.raises(NoValidDeputy):
        read_register_of_advice(query, advised, NOW)

    appoint_deputy(to_appoint(), advised, NOW)

    assert read_register_of_advice(query, advised, NOW).sums.cards == 3
