"""Distinct clients from sets of months are always those of the facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import func, select, text

from services.reporting import counting_months
from services.reporting.counting_months import count_months
from services.reporting.figures.as_of import Shown, shown
from services.reporting.figures.catalogue import FIGURES
from services.reporting.figures.client_sets import from_client_sets
from services.reporting.figures.figure import Operation, Question, _from_facts
from services.reporting.projection.client_sets import client_number, client_set, month_of_facts
from shared.contracts.consultations import ClientKind
from shared.kernel.period import Period
from shared.migrations import upgrade
from tests.storage.reporting.advice_told import YEAR, Node, Reporting, a_card, a_client
from tests.storage.reporting.people_told import Desk
from tests.storage.reporting.test_unique_people import LATER, NIP, tell

FIRST = date(2009, 5, 20)
PERIODS = (
    YEAR,
    Period(date(2009, 6, 1), date(2009, 8, 31)),
    Period(date(2009, 5, 25), date(2009, 7, 10)),
    Period(date(2009, 7, 3), date(2009, 7, 9)),
)
NARROWED: tuple[dict[str, str], ...] = (
    {},
    {"node": "cistor"},
    {"programme": "owss-2009"},
    {"field_of_advice": "tax"},
    {"sex": "female", "node": "zarska"},
    {"sex": "female", "status": "employed"},
    {"client_kind": "nobody_has_this"},
    {"client_kind": ""},
)
OF_CLIENTS = tuple(
    each for each in FIGURES.values() if each.operation in {Operation.CLIENTS, Operation.PEOPLE}
)


def questions() -> Iterator[Question]:
    for definition in OF_CLIENTS:
        for period in PERIODS:
            for filters in NARROWED:
                yield Question(definition, period, filters)


def assert_like_facts(reporting: Reporting) -> int:
    """Ask everything both ways; return how often the sets could tell."""
    told = 0
    with reporting.reading() as connection:
        of_now = shown(connection, reporting.projection)
        for question in questions():
            as_people = question.definition.operation is Operation.PEOPLE
            found = from_client_sets(connection, question, of_now, as_people=as_people)
            if found is not None:
                told += 1
                expected = connection.execute(_from_facts(question, of_now)).one()
                assert found == tuple(expected), question
    return told


class Life:
    """Nodes that go on telling at random: of cards, corrections, merges, and what is told twice."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - a made-up life, no secret
        self.nodes = [Node("zarska"), Node("cistor")]
        self.cards = {node.name: 0 for node in self.nodes}

    def clients(self) -> tuple[int, ...]:
        return tuple(self.random.sample(range(1, 25), self.random.randrange(4)))

    def goes_on(self, reporting: Reporting) -> None:
        for node in self.nodes:
            for _ in range(self.random.randrange(1, 5)):
                self.tells(node)
            reporting.receive(node, node.deliveries() * self.random.choice((1, 2)))
            reporting.fold(node, limit=self.random.choice((1, 3, 1000)))

    def tells(self, node: Node) -> None:
        happening = self.random.random()
        if happening < 0.2:
            closed, into = self.random.sample(range(1, 25), 2)
            Desk(node).merge(closed, into=into)
        elif happening < 0.4 and self.cards[node.name]:
            card = self.random.randint(1, self.cards[node.name])
            node.correct(card, counted=self.random.random() < 0.6, **self.content())
        else:
            self.cards[node.name] += 1
            node.programme = self.random.choice(("owss-2009/1", "owss-2009/1", "other/1", None))
            node.approve(self.cards[node.name], **self.content())

    def content(self) -> dict[str, Any]:
        return {
            "held_on": FIRST + timedelta(days=self.random.randrange(110)),
            "field_of_advice": self.random.choice(("legal", "tax")),
            "clients": tuple(
                a_client(
                    number,
                    self.random.choice(tuple(ClientKind)).value,
                    sex=self.random.choice(("female", "male")),
                    status=self.random.choice(("employed", "unemployed")),
                )
                for number in self.clients()
            ),
        }


@pytest.mark.parametrize("seed", range(4))
def test_whatever_nodes_tell_and_whenever_months_are_counted_the_clients_are_those_of_facts(
    reporting: Reporting, seed: int
) -> None:
    life = Life(seed)
    told = 0

    for turn in range(14):
        life.goes_on(reporting)
        if turn % 3 == seed % 3:
            count_months(reporting.database)
        if turn == 6:
            lists = {number: (NIP, "abcd"[number % 4]) for number in range(1, 20, 2)}
            for node in life.nodes:
                tell(reporting, node, lists, LATER)
        told += assert_like_facts(reporting)

    for node in life.nodes:
        reporting.fold(node)
    count_months(reporting.database)
    told += assert_like_facts(reporting)
    assert told


def test_a_rebuild_forgets_the_sets_and_the_next_count_gives_the_same(
    reporting: Reporting,
) -> None:
    life = Life(9)
    for _ in range(6):
        life.goes_on(reporting)
    for node in life.nodes:
        reporting.fold(node)
    count_months(reporting.database)
    before = reporting.values()

    rebuilt = reporting.rebuild()

    assert (rebuilt.differences, rebuilt.switched) == ((), True)
    with reporting.reading() as connection:
        assert connection.execute(select(func.count()).select_from(client_set)).scalar_one() == 0
    assert reporting.values() == before
    assert count_months(reporting.database) > 0
    assert reporting.values() == before
    assert assert_like_facts(reporting)


def test_only_what_was_changed_is_counted_again(reporting: Reporting, node: Node) -> None:
    node.approve(1, held_on=date(2009, 6, 3))
    node.approve(2, held_on=date(2009, 7, 3))
    reporting.take_in(node)

    first = count_months(reporting.database)
    again = count_months(reporting.database)
    node.correct(1, held_on=date(2009, 8, 3))
    reporting.take_in(node)
    moved = count_months(reporting.database)

    assert (first, again, moved) == (2, 0, 2)
    assert assert_like_facts(reporting)


def test_a_month_that_was_changed_since_is_read_from_its_facts(
    reporting: Reporting, node: Node
) -> None:
    node.approve(1, held_on=date(2009, 6, 3), clients=(a_client(1),))
    node.approve(2, held_on=date(2009, 7, 3), clients=(a_client(2),))
    reporting.take_in(node)
    count_months(reporting.database)
    node.approve(3, held_on=date(2009, 7, 9), clients=(a_client(3),))

    reporting.take_in(node)

    assert reporting.value("unique_clients") == 3
    assert assert_like_facts(reporting)


def test_a_merge_counts_at_once_and_into_a_file_that_no_fact_names(
    reporting: Reporting, node: Node
) -> None:
    node.approve(1, clients=(a_client(1), a_client(2), a_client(3)))
    reporting.take_in(node)
    count_months(reporting.database)
    desk = Desk(node)
    desk.merge(1, into=77)
    desk.merge(2, into=77)

    reporting.take_in(node)
    merged = reporting.value("unique_clients")
    desk.merge(2, into=3)
    reporting.take_in(node)

    assert (merged, reporting.value("unique_clients")) == (2, 2)
    tell(reporting, node, {77: (NIP, "a"), 3: (NIP, "a")})
    assert reporting.value("unique_people") == 1
    assert assert_like_facts(reporting)


def test_merges_in_a_circle_end(reporting: Reporting, node: Node) -> None:
    node.approve(1, clients=(a_client(1), a_client(2), a_client(3)))
    desk = Desk(node)
    desk.merge(1, into=2)
    desk.merge(2, into=1)
    desk.merge(3, into=1)
    reporting.take_in(node)

    count_months(reporting.database)

    assert assert_like_facts(reporting)


def test_what_is_cured_later_is_counted(reporting: Reporting, node: Node) -> None:
    node.approve(1, clients=(a_client(1),))
    node.approve(2, clients=(a_client(2),))
    reporting.faults.cards.add(a_card(2))
    reporting.take_in(node)
    count_months(reporting.database)

    reporting.cure()

    assert reporting.value("unique_clients") == 2
    assert count_months(reporting.database) == 1
    assert assert_like_facts(reporting)


def test_what_is_folded_while_a_month_is_counted_is_not_lost(
    reporting: Reporting, node: Node, monkeypatch: pytest.MonkeyPatch
) -> None:
    node.approve(1, clients=(a_client(1),))
    reporting.take_in(node)
    node.approve(2, clients=(a_client(2),))

    sets_of = counting_months._sets_of

    def folding_meanwhile(facts: object, numbers: object) -> object:
        reporting.take_in(node)
        return sets_of(facts, numbers)  # type: ignore[arg-type]  # what was given

    monkeypatch.setattr(counting_months, "_sets_of", folding_meanwhile)
    count_months(reporting.database)
    monkeypatch.undo()

    assert reporting.value("unique_clients") == 2
    assert count_months(reporting.database) == 1
    assert reporting.value("unique_clients") == 2


def test_history_and_what_no_set_tells_apart_are_asked_of_facts(
    reporting: Reporting, node: Node
) -> None:
    node.approve(1)
    reporting.take_in(node)
    at = reporting.now()
    count_months(reporting.database)
    [unique, *_] = OF_CLIENTS

    with reporting.reading() as connection:
        generation = shown(connection, reporting.projection).generation

        def can_tell(moment: Shown, **filters: str) -> bool:
            question = Question(unique, YEAR, filters)
            return from_client_sets(connection, question, moment, as_people=False) is not None

        assert can_tell(Shown(generation), sex="female")
        assert not can_tell(Shown(generation, at))
        assert not can_tell(Shown(generation), sex="female", status="employed")
        hours = Question(FIGURES["hours_of_duty"], YEAR)
        assert from_client_sets(connection, hours, Shown(generation), as_people=False) is None


def test_a_database_that_has_facts_already_has_their_months_counted(
    reporting: Reporting, node: Node, migrations: Path
) -> None:
    node.approve(1, clients=(a_client(1),))
    node.approve(2, held_on=date(2009, 9, 1), clients=(a_client(2),))
    reporting.take_in(node)
    earlier = ScriptDirectory(str(migrations)).get_revision("0009").down_revision
    with reporting.database.write() as connection:
        for table in (month_of_facts, client_number, client_set):
            connection.execute(text(f"DROP TABLE {table.name}"))
        connection.execute(text(f"UPDATE alembic_version SET version_num = '{earlier}'"))

    upgrade(reporting.database.url, migrations)

    assert count_months(reporting.database) == 2
    assert reporting.value("unique_clients") == 2
    assert assert_like_facts(reporting)
    with reporting.reading() as connection:
        known = connection.execute(select(client_number.c.client_id)).scalars().all()
    assert sorted(known) == [UUID(int=1), UUID(int=2)]
