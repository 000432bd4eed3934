"""Which facts follow from which domain event, without a database."""

import pytest

from services.reporting.figures.figure import Operation
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.projection.tables import (
    advice_client_fact,
    advice_fact,
    confirmation_fact,
    facts,
)
from shared.messaging.projection import Add, Change, Origin, Supersede
from shared.wire.envelope import read
from tests.storage.reporting.advice_told import Node, a_card, a_client


def changes(node: Node) -> list[Change]:
    """Fold the last domain event of a node."""
    link = node.links[-1]
    origin = Origin(node.source, link.epoch, link.position)
    return MINISTRY_FACTS.changes(origin, read(link.message))


def test_an_approved_card_is_one_fact_and_one_for_each_client() -> None:
    node = Node()
    node.approve(clients=(a_client(1), a_client(2, "legal_person")))

    folded = changes(node)

    assert [type(each) for each in folded] == [Add] * 3
    assert [each.table for each in folded] == [advice_fact, *[advice_client_fact] * 2]


def test_a_correction_supersedes_before_it_adds() -> None:
    node = Node()
    node.correct()

    superseded = changes(node)[:2]

    assert superseded == [
        Supersede(advice_fact, {"card_id": a_card(1)}),
        Supersede(advice_client_fact, {"card_id": a_card(1)}),
    ]
    assert [type(each) for each in changes(node)[2:]] == [Add, Add]


def test_an_annulment_adds_nothing() -> None:
    node = Node()
    node.annul()

    assert [type(each) for each in changes(node)] == [Supersede, Supersede]


def test_a_confirmation_is_a_fact_of_its_own() -> None:
    node = Node()
    node.confirm()

    (added,) = changes(node)

    assert added.table is confirmation_fact


def test_no_table_of_facts_has_a_column_for_texts() -> None:
    columns = {column.name for table in facts.sorted_tables for column in table.columns}

    assert columns.isdisjoint({"name", "subject", "advice_given", "remarks", "email", "phone"})


def test_every_table_of_facts_is_rebuilt() -> None:
    assert set(MINISTRY_FACTS.tables) == set(facts.sorted_tables)


@pytest.mark.parametrize(
    ("operation", "value"),
    [(Operation.SUM, 5), (Operation.COUNT, 3), (Operation.CLIENTS, 2)],
)
def test_an_operation_is_computed_from_rows(operation: Operation, value: int) -> None:
    assert operation.over([1, 2, 2]) == value
    assert operation.over([]) == 0
