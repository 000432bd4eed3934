"""Discarding what cannot be folded, and taking it back: journaled, and the same in a rebuild."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from services.reporting.application.authorise import ROLES
from services.reporting.application.commands import DiscardParked
from services.reporting.domain.refusals import LaterOnesCounted, NotDiscarded, NotParked
from shared.database import Database
from shared.kernel.command import NotAuthorised, Role
from shared.messaging.tables import discarded, journal
from shared.wire.envelope import Envelope, read
from tests.storage.reporting.advice_told import Node, Reporting, a_card
from tests.storage.reporting.operations import Operations, an_actor


def told(reporting: Reporting) -> list[Envelope]:
    with reporting.reading() as connection:
        bodies = connection.execute(select(journal.c.body).order_by(journal.c.journal_id)).scalars()
        return [read(body) for body in bodies]


def kinds(reporting: Reporting) -> list[tuple[int, str]]:
    return [(each.origin.position, each.kind) for each in reporting.parked()]


def same_in_a_rebuild(reporting: Reporting) -> bool:
    result = reporting.rebuild()
    return result.switched and not result.differences


@pytest.fixture
def operations(reporting: Reporting) -> Operations:
    return Operations(reporting)


def test_what_waited_behind_a_discarded_one_counts(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    wrong = node.unreadable(1)
    node.correct(1, minutes=60)
    node.confirm(1)
    reporting.take_in(node)
    before = kinds(reporting)

    answer = operations.discard(wrong.source, wrong.position)

    assert before == [(1, "failed"), (2, "waiting"), (3, "waiting")]
    assert answer == {"still_parked": 0}
    assert kinds(reporting) == [(1, "discarded")]
    assert reporting.value("hours_of_advice") == 60
    assert same_in_a_rebuild(reporting)
    assert kinds(reporting) == [(1, "discarded")]


def test_what_fails_behind_a_discarded_one_is_still_to_be_cured(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    wrong = node.unreadable(1)
    node.unreadable(1)
    node.confirm(1)
    reporting.take_in(node)

    answer = operations.discard(wrong.source, wrong.position)

    assert answer == {"still_parked": 2}
    assert kinds(reporting) == [(1, "discarded"), (2, "failed"), (3, "waiting")]
    assert same_in_a_rebuild(reporting)


def test_a_decision_is_journaled_with_its_reason(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    wrong = node.unreadable(1)
    reporting.take_in(node)

    operations.discard(wrong.source, wrong.position)
    operations.take_back(wrong.source, wrong.position)
    operations.discard(wrong.source, wrong.position)

    envelopes = told(reporting)
    subject = "parked/nodes/zarska/consultations/1/1"
    place = {"parked_source": wrong.source, "parked_epoch": 1, "parked_position": 1}
    names = [each.type.split(".")[-2] for each in envelopes]
    assert names == ["parked_discarded", "discard_undone", "parked_discarded"]
    assert [each.subject for each in envelopes] == [subject] * 3
    assert [each.subject_version for each in envelopes] == [1, 2, 3]
    assert envelopes[0].data == place | {"reason": "sent_by_mistake"}
    assert envelopes[1].data == place


def test_what_is_taken_back_waits_for_its_cure_and_then_counts(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    node.approve(1, minutes=90)
    reporting.take_in(node)
    reporting.faults.cards.add(a_card(1))
    node.correct(1, minutes=30)
    reporting.take_in(node)
    operations.discard(node.source, 2)
    seen, figures = reporting.now(), reporting.values()

    answer = operations.take_back(node.source, 2)
    waiting = kinds(reporting)
    reporting.cure()

    assert answer == {"still_parked": 1}
    assert waiting == [(2, "failed")]
    assert figures["hours_of_advice"] == 90
    assert reporting.value("hours_of_advice") == 30
    assert reporting.values(seen) == figures
    assert same_in_a_rebuild(reporting)
    assert reporting.values(seen) == figures


def test_what_can_be_folded_by_now_counts_at_once(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    reporting.faults.cards.add(a_card(1))
    node.approve(1, minutes=90)
    node.approve(2, minutes=10)
    reporting.take_in(node)
    operations.discard(node.source, 1)
    reporting.faults.cards.clear()

    answer = operations.take_back(node.source, 1)

    assert answer == {"still_parked": 0}
    assert reporting.parked() == []
    assert reporting.value("hours_of_advice") == 100
    assert same_in_a_rebuild(reporting)


def test_what_later_ones_were_counted_without_is_not_taken_back(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    wrong = node.unreadable(1)
    reporting.take_in(node)
    operations.discard(wrong.source, wrong.position)
    node.confirm(1)
    reporting.take_in(node)

    with pytest.raises(LaterOnesCounted) as refused:
        operations.take_back(wrong.source, wrong.position)

    assert refused.value.args == (node.source, "1")
    assert kinds(reporting) == [(1, "discarded")]
    assert len(told(reporting)) == 1


def test_later_ones_that_have_not_been_folded_yet_do_not_hinder(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    wrong = node.unreadable(1)
    reporting.take_in(node)
    operations.discard(wrong.source, wrong.position)
    node.confirm(1)
    reporting.receive(node)

    operations.take_back(wrong.source, wrong.position)
    reporting.fold(node)

    assert kinds(reporting) == [(1, "failed"), (2, "waiting")]
    assert same_in_a_rebuild(reporting)


@pytest.mark.parametrize("position", [2, 3, 4, 5])
def test_only_what_cannot_be_folded_is_discarded(
    reporting: Reporting, node: Node, operations: Operations, position: int
) -> None:
    wrong = node.unreadable(1)
    node.confirm(1)
    node.approve(2)
    settled = node.unreadable(3)
    reporting.take_in(node)
    operations.discard(settled.source, settled.position)

    with pytest.raises(NotParked):
        operations.discard(wrong.source, position)

    assert reporting.value("number_of_advices") == 1
    assert len(told(reporting)) == 1


def test_only_what_was_discarded_is_taken_back(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    wrong = node.unreadable(1)
    reporting.take_in(node)

    with pytest.raises(NotDiscarded):
        operations.take_back(wrong.source, wrong.position)
    with pytest.raises(NotParked):
        operations.take_back(wrong.source, 2)

    assert told(reporting) == []


def test_a_repeated_command_gets_the_same_answer_and_does_nothing(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    wrong = node.unreadable(1)
    reporting.take_in(node)
    command_id = uuid4()

    answers = [
        operations.discard(wrong.source, wrong.position, command_id=command_id) for _ in range(2)
    ]

    assert answers == [{"still_parked": 0}] * 2
    assert len(told(reporting)) == 1


def test_what_was_discarded_is_left_out_of_every_later_rebuild(
    reporting: Reporting, node: Node, operations: Operations
) -> None:
    reporting.faults.cards.add(a_card(1))
    node.approve(1)
    reporting.take_in(node)
    operations.discard(node.source, 1)
    reporting.faults.cards.clear()

    assert same_in_a_rebuild(reporting)
    assert reporting.value("number_of_advices") == 0
    with reporting.reading() as connection:
        assert [tuple(row) for row in connection.execute(select(discarded))] == [
            (node.source, 1, 1)
        ]


@pytest.mark.parametrize("role", [each for each in Role if each is not Role.OPERATIONS])
def test_only_operations_decide_about_what_is_parked(on_sqlite: Database, role: Role) -> None:
    reporting, node = Reporting(on_sqlite), Node()
    wrong = node.unreadable(1)
    reporting.take_in(node)
    somebody = Operations(reporting, actor=an_actor(role))

    for decide in (somebody.discard, somebody.take_back):
        with pytest.raises(NotAuthorised):
            decide(wrong.source, wrong.position)

    assert kinds(reporting) == [(1, "failed")]


def test_every_command_has_its_roles() -> None:
    asked: Mapping[Any, Any] = ROLES

    assert DiscardParked in asked
    assert all(asked.values())
