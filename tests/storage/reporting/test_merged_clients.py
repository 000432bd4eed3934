"""Clients whose files were merged: one client, whose hours all stay (R-1, product "merge")."""

from __future__ import annotations

from datetime import date

import pytest

from services.reporting.figures.clients import COUNTED_AS
from shared.kernel.period import Period
from tests.storage.reporting.advice_told import Node, Reporting, a_client
from tests.storage.reporting.people_told import Desk, a_file


@pytest.fixture
def desk(node: Node) -> Desk:
    return Desk(node)


def test_two_files_of_one_client_count_as_one_and_every_hour_stays(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    node.approve(1, minutes=90, clients=(a_client(1),))
    node.approve(2, minutes=30, clients=(a_client(2),))
    node.approve(3, minutes=15, clients=(a_client(3),))
    desk.merge(2, into=1)

    reporting.take_in(node)

    assert reporting.value("unique_clients") == 2
    assert reporting.value("hours_of_advice") == 135
    assert reporting.value("client_places") == 3


def test_each_opened_row_tells_under_which_file_its_client_is_counted(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    node.approve(1, clients=(a_client(1),))
    node.approve(2, clients=(a_client(2),))
    desk.merge(2, into=1)

    reporting.take_in(node)

    rows = reporting.rows("unique_clients")
    assert [row.values["client_id"] for row in rows] == [a_file(1), a_file(2)]
    assert [row.values[COUNTED_AS] for row in rows] == [a_file(1), a_file(1)]


def test_both_files_on_one_card_are_one_client(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    node.approve(1, clients=(a_client(1), a_client(2)))
    desk.merge(2, into=1)

    reporting.take_in(node)

    asked = reporting.ask("unique_clients")
    assert (asked.value, asked.count) == (1, 2)


def test_a_file_that_was_merged_into_one_that_was_merged_leads_to_the_last(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    for number in (1, 2, 3, 4):
        node.approve(number, clients=(a_client(number),))
    desk.merge(4, into=3)
    desk.merge(3, into=2)
    desk.merge(2, into=1)

    reporting.take_in(node)

    assert reporting.value("unique_clients") == 1
    assert {row.values[COUNTED_AS] for row in reporting.rows("unique_clients")} == {a_file(1)}


def test_a_merge_counts_also_for_cards_that_come_later(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    desk.merge(2, into=1)
    node.approve(1, clients=(a_client(1),))
    node.approve(2, clients=(a_client(2),))

    reporting.take_in(node)

    assert reporting.value("unique_clients") == 1


def test_before_the_merge_they_were_two_and_stay_so_as_of_then(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    node.approve(1, clients=(a_client(1),))
    node.approve(2, clients=(a_client(2),))
    node.approve(3, clients=(a_client(3),))
    reporting.take_in(node)
    three = reporting.now()
    desk.merge(3, into=2)
    reporting.take_in(node)
    two = reporting.now()
    desk.merge(2, into=1)
    reporting.take_in(node)

    assert reporting.rebuild().differences == ()

    assert [reporting.value("unique_clients", at=moment) for moment in (three, two, None)] == [
        3,
        2,
        1,
    ]
    assert [row.values[COUNTED_AS] for row in reporting.rows("unique_clients", at=two)] == [
        a_file(1),
        a_file(2),
        a_file(2),
    ]


def test_a_merged_client_is_one_within_a_filter_and_a_period(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    node.approve(1, held_on=date(2009, 7, 1), clients=(a_client(1, sex="female"),))
    node.approve(2, held_on=date(2009, 7, 9), clients=(a_client(2, sex="female"),))
    node.approve(3, held_on=date(2009, 8, 1), clients=(a_client(2, sex="refused"),))
    desk.merge(2, into=1)

    reporting.take_in(node)

    july = reporting.ask("unique_clients", period=Period.of_month(2009, 7))
    assert (july.value, july.count) == (1, 2)
    assert reporting.value("unique_clients", sex="female") == 1
    assert reporting.value("unique_clients", sex="refused") == 1


def test_no_node_merges_the_clients_of_another(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    other = Node("cistor")
    other.approve(1, clients=(a_client(1),))
    other.approve(2, clients=(a_client(2),))
    node.approve(1, clients=(a_client(3),))
    desk.merge(2, into=1)

    reporting.take_in(node, other)

    assert reporting.value("unique_clients", node="cistor") == 2


def test_merges_told_in_a_circle_end_and_a_merge_told_twice_counts_once(
    reporting: Reporting, node: Node, desk: Desk
) -> None:
    for number in (1, 2, 3):
        node.approve(number, clients=(a_client(number),))
    desk.merge(1, into=2)
    desk.merge(2, into=1)
    desk.merge(2, into=1)

    reporting.take_in(node)

    asked = reporting.ask("unique_clients")
    assert (asked.value, asked.count) == (3, 3)
