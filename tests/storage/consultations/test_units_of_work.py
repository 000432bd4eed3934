"""Transactions: all or nothing, once, and one after another where it matters."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import time
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select

from services.consultations.application.change_card import change_card
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from services.consultations.domain.client import ClientDetails
from services.consultations.domain.refusals import AdviserHasAnotherCard
from services.consultations.sentences import sentence
from services.consultations.storage.unit_of_work import snapshot, unit_of_work
from shared.database import Database
from shared.kernel.command import NotAuthorised, Refusal, Role, StaleRecord
from shared.messaging.commands import CommandIdReused
from shared.messaging.journal import BodyTooLarge
from shared.messaging.tables import BODY_LIMIT, journal
from shared.wire.published import CATALOGUE
from tests.storage.consultations.node import SOURCE, do
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    NOW,
    an_actor,
    to_change,
    to_draft,
    to_register_adviser,
    to_register_client,
    to_sign,
    told,
)

LIMIT = 30.0
CARD_ID, OTHER_CARD_ID = UUID(int=41), UUID(int=42)
CROWD = 2500
"""Clients of one card, at which its domain event is larger than any may be."""


def journaled(database: Database) -> int:
    with database.read() as connection:
        return connection.execute(select(func.count()).select_from(journal)).scalar_one()


def test_a_refused_command_leaves_no_trace(furnished: Database) -> None:
    do(furnished, to_draft(CARD_ID))
    before = journaled(furnished)

    with pytest.raises(AdviserHasAnotherCard):
        do(furnished, to_draft(OTHER_CARD_ID))

    with snapshot(furnished, SOURCE, CATALOGUE) as work:
        assert work.history.of(OTHER_CARD_ID) == ()
    assert journaled(furnished) == before


def test_numbers_have_no_gap_where_a_draft_was_refused(furnished: Database) -> None:
    do(furnished, to_draft(CARD_ID))
    with pytest.raises(AdviserHasAnotherCard):
        do(furnished, to_draft(OTHER_CARD_ID))

    later = told(started_at=time(12), ended_at=time(13))
    answer = do(furnished, to_draft(OTHER_CARD_ID, advice=later))

    assert answer["card_number"] == "2/2009/zarska"


def test_a_repeated_command_gets_the_same_answer_and_does_nothing(furnished: Database) -> None:
    command = to_draft(CARD_ID)
    first = do(furnished, command)
    before = journaled(furnished)

    again = do(furnished, command)

    assert (
        again
        == first
        == {
            "card_id": str(CARD_ID),
            "card_number": "1/2009/zarska",
            "minutes": 90,
        }
    )
    assert journaled(furnished) == before


def test_a_command_id_stands_for_one_request(furnished: Database) -> None:
    command = to_draft(CARD_ID)
    do(furnished, command)

    with pytest.raises(CommandIdReused):
        do(furnished, to_draft(OTHER_CARD_ID, command_id=command.command_id))


def test_a_refused_command_may_be_asked_again(furnished: Database) -> None:
    command = to_draft(CARD_ID, actor=an_actor(ADVISER_ID, Role.MINISTRY))
    with pytest.raises(NotAuthorised):
        do(furnished, command)

    answer = do(furnished, to_draft(CARD_ID, command_id=command.command_id))

    assert answer["card_number"] == "1/2009/zarska"


def test_nothing_is_written_through_a_snapshot(furnished: Database) -> None:
    with (
        pytest.raises(Exception, match=r"readonly|read-only"),
        snapshot(furnished, SOURCE, CATALOGUE) as work,
    ):
        work.cards.next_number(2009)


def test_of_two_drafts_of_one_moment_exactly_one_survives(furnished: Database) -> None:
    start = threading.Barrier(2, timeout=LIMIT)

    def draft() -> None:
        command = to_draft(uuid4())
        start.wait()
        do(furnished, command)

    outcomes = _together(draft, draft)

    assert {type(outcome) for outcome in outcomes} == {type(None), AdviserHasAnotherCard}
    assert journaled(furnished) == 4 + 1


def test_two_changes_do_not_both_take_the_same_time(
    postgresql_furnished: Database,
) -> None:
    database = postgresql_furnished
    later = told(started_at=time(12), ended_at=time(13))
    do(database, to_draft(CARD_ID), to_draft(OTHER_CARD_ID, advice=later))
    wanted = told(started_at=time(15), ended_at=time(16))

    def first(work_is_done: Callable[[], None]) -> None:
        with unit_of_work(database, SOURCE, CATALOGUE) as work:
            change_card(to_change(CARD_ID, advice=wanted), work, NOW)
            work_is_done()

    outcomes = _second_waits_for_first(
        database, first, lambda: do(database, to_change(OTHER_CARD_ID, advice=wanted))
    )

    assert list(map(type, outcomes)) == [type(None), AdviserHasAnotherCard]


def test_cards_of_the_same_advisers_in_another_order_do_not_block_each_other(
    furnished: Database,
) -> None:
    start = threading.Barrier(2, timeout=LIMIT)

    def drafting(hour: int, *advisers: UUID) -> Callable[[], None]:
        advice = told(started_at=time(hour), ended_at=time(hour + 1), adviser_ids=advisers)
        command = to_draft(uuid4(), advice=advice)

        def draft() -> None:
            start.wait()
            do(furnished, command)

        return draft

    outcomes = _together(
        drafting(8, ADVISER_ID, COLLEAGUE_ID), drafting(9, COLLEAGUE_ID, ADVISER_ID)
    )

    assert outcomes == [None, None]


def test_of_two_changes_of_one_reading_the_second_is_stale(
    postgresql_furnished: Database,
) -> None:
    database = postgresql_furnished
    do(database, to_draft(CARD_ID))

    def first(work_is_done: Callable[[], None]) -> None:
        with unit_of_work(database, SOURCE, CATALOGUE) as work:
            change_card(to_change(CARD_ID), work, NOW)
            work_is_done()

    outcomes = _second_waits_for_first(database, first, lambda: do(database, to_sign(CARD_ID)))

    assert list(map(type, outcomes)) == [type(None), StaleRecord]


def test_of_two_records_of_one_id_at_one_moment_the_second_is_stale(
    postgresql_furnished: Database,
) -> None:
    database = postgresql_furnished
    adviser_id = uuid4()

    def first(work_is_done: Callable[[], None]) -> None:
        with unit_of_work(database, SOURCE, CATALOGUE) as work:
            register_adviser(to_register_adviser(adviser_id=adviser_id), work, NOW)
            work_is_done()

    outcomes = _second_waits_for_first(
        database, first, lambda: do(database, to_register_adviser(adviser_id=adviser_id))
    )

    assert list(map(type, outcomes)) == [type(None), StaleRecord]


def _together(*actions: Callable[[], object]) -> list[Refusal | None]:
    """Run actions in threads of their own; return what each was refused for."""
    outcomes: list[Refusal | None] = [None] * len(actions)

    def run(place: int, action: Callable[[], object]) -> None:
        try:
            action()
        except Refusal as refusal:
            outcomes[place] = refusal

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(LIMIT)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes


def _second_waits_for_first(
    database: Database,
    first: Callable[[Callable[[], None]], object],
    second: Callable[[], object],
) -> list[Refusal | None]:
    """Begin the second while the first is done but not committed; commit once the second waits."""
    done, waits = threading.Event(), threading.Event()

    def begin() -> None:
        def work_is_done() -> None:
            done.set()
            assert waits.wait(LIMIT)

        first(work_is_done)

    def follow() -> None:
        assert done.wait(LIMIT)
        try:
            second()
        finally:
            waits.set()

    def watch() -> None:
        assert done.wait(LIMIT)
        while not waits.is_set():
            if _somebody_waits(database):
                waits.set()

    return _together(begin, follow, watch)[:2]


def _somebody_waits(database: Database) -> bool:
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    with database.engine.connect() as connection:
        return bool(connection.exec_driver_sql(waiting).scalar_one())


@pytest.mark.fault("F29")
def test_an_envelope_of_300_kb_is_refused_with_a_sentence_and_leaves_no_trace(
    furnished: Database, record_property: Callable[[str, object], None]
) -> None:
    crowd = [UUID(int=1000 + number) for number in range(CROWD)]
    with unit_of_work(furnished, SOURCE, CATALOGUE) as work:
        for client_id in crowd:
            one_of_them = ClientDetails(name=f"Osoba {client_id.int}")
            command = to_register_client(client_id=client_id, details=one_of_them)
            register_client(command, work, NOW)
    before = journaled(furnished)

    with pytest.raises(BodyTooLarge) as refused:
        do(furnished, to_draft(CARD_ID, advice=told(client_ids=tuple(crowd))))

    size, limit, _ = refused.value.args
    record_property("figure", f"{size:,} bytes refused")
    assert size > 300_000
    assert limit == BODY_LIMIT
    assert f"{size} bajtów" in sentence(refused.value).replace("\N{NO-BREAK SPACE}", " ")
    assert journaled(furnished) == before
    with snapshot(furnished, SOURCE, CATALOGUE) as work:
        assert work.history.of(CARD_ID) == ()
