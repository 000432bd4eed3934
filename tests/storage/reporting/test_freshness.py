"""Freshness: a node that is behind is named, and none is complete that may not be."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import update

from services.reporting.domain.freshness import Freshness, NodeFreshness, NodeState, SourceFreshness
from services.reporting.figures.freshness import SILENT_AFTER
from shared.messaging.folding import FAILURES_IN_A_ROW
from shared.messaging.tables import inbox, projection
from tests.storage.messaging.node_and_centre import allow_changes
from tests.storage.reporting.advice_told import NOW, Node, Reporting, a_card, seconds
from tests.storage.reporting.operations import Operations


def of_source(reporting: Reporting, at: datetime = NOW) -> SourceFreshness:
    """Return the freshness of the only expected source."""
    (node,) = reporting.fresh(at).nodes
    (source,) = node.sources
    return source


@pytest.fixture
def expecting(reporting: Reporting, node: Node) -> Reporting:
    reporting.expect(node)
    return reporting


def take_in(reporting: Reporting, node: Node, told_at: datetime = NOW) -> None:
    """Take in everything, and the heartbeat that tells so."""
    reporting.receive(node, [*node.deliveries(), node.heartbeat(told_at)])
    reporting.fold(node)


def test_before_anything_came_every_expected_node_is_named(
    expecting: Reporting, node: Node
) -> None:
    fresh = expecting.fresh()

    assert fresh == Freshness(
        looked_at=NOW,
        nodes=(
            NodeFreshness(
                node.name,
                (
                    SourceFreshness(
                        source=node.source,
                        state=NodeState.SILENT,
                        since=None,
                        epoch=1,
                        position=0,
                        missing=0,
                        parked=0,
                        stopped_because=None,
                    ),
                ),
            ),
        ),
    )
    assert not fresh.is_complete


def test_a_source_is_complete_to_its_heartbeat_once_all_that_it_told_is_folded(
    expecting: Reporting, node: Node
) -> None:
    node.approve()

    take_in(expecting, node, NOW - seconds(20))

    source = of_source(expecting)
    assert (source.state, source.since) == (NodeState.COMPLETE, NOW - seconds(20))
    assert (source.epoch, source.position, source.missing) == (1, 1, 0)
    assert expecting.fresh().is_complete


def test_a_source_with_nothing_to_tell_is_complete(expecting: Reporting, node: Node) -> None:
    expecting.receive(node, [node.heartbeat()])

    assert of_source(expecting).state is NodeState.COMPLETE


def test_what_was_told_and_has_not_come_is_missing(expecting: Reporting, node: Node) -> None:
    node.approve(1)
    take_in(expecting, node, NOW - seconds(30))
    node.approve(2)
    node.approve(3)

    expecting.receive(node, [node.heartbeat()])

    source = of_source(expecting)
    assert (source.state, source.missing) == (NodeState.BEHIND, 2)
    assert source.since == NOW - seconds(30)
    assert not expecting.fresh().is_complete


def test_what_has_come_and_is_not_folded_is_missing(expecting: Reporting, node: Node) -> None:
    take_in(expecting, node)
    node.approve()

    expecting.receive(node)

    source = of_source(expecting)
    assert (source.state, source.missing, source.since) == (NodeState.BEHIND, 1, NOW)


def test_what_is_committed_without_a_position_is_missing(expecting: Reporting, node: Node) -> None:
    node.approve()
    expecting.receive(node, [*node.deliveries(), node.heartbeat(waiting=2)])
    expecting.fold(node)

    source = of_source(expecting)

    assert (source.state, source.missing, source.since) == (NodeState.BEHIND, 2, None)


def test_what_waited_is_not_taken_for_what_came_in_its_stead(
    expecting: Reporting, node: Node
) -> None:
    told = node.heartbeat(waiting=1)
    node.approve()
    expecting.receive(node, [*node.deliveries(), told])
    expecting.fold(node)

    before = of_source(expecting)
    take_in(expecting, node, NOW + seconds(1))
    after = of_source(expecting, NOW + seconds(1))

    assert (before.state, before.missing) == (NodeState.BEHIND, 0)
    assert after.state is NodeState.COMPLETE


@pytest.mark.parametrize(
    ("told", "heard", "since"),
    [(-61, 0, -61), (-61, -61, -61), (3600, -61, -61)],
    ids=["an old heartbeat that came now", "nothing came", "a clock that is ahead"],
)
def test_a_source_is_silent_if_either_clock_says_so(
    expecting: Reporting, node: Node, told: float, heard: float, since: float
) -> None:
    expecting.receive(node, [node.heartbeat(NOW + seconds(told))], at=NOW + seconds(heard))

    source = of_source(expecting)

    assert (source.state, source.since) == (NodeState.SILENT, NOW + seconds(since))


def test_a_source_is_not_silent_before_the_limit(expecting: Reporting, node: Node) -> None:
    take_in(expecting, node)

    states = [
        of_source(expecting, NOW + SILENT_AFTER + late).state
        for late in (timedelta(0), timedelta(microseconds=1))
    ]

    assert states == [NodeState.COMPLETE, NodeState.SILENT]


def test_a_source_with_something_parked_is_behind_until_it_is_settled(
    expecting: Reporting, node: Node
) -> None:
    wrong = node.unreadable(1)
    node.confirm(1)
    take_in(expecting, node)
    before = of_source(expecting)

    Operations(expecting).discard(wrong.source, wrong.position)

    assert (before.state, before.parked, before.missing) == (NodeState.BEHIND, 2, 0)
    assert of_source(expecting).state is NodeState.COMPLETE


def test_a_source_whose_chain_is_broken_says_so(expecting: Reporting, node: Node) -> None:
    node.approve(1)
    node.approve(2)
    expecting.receive(node, [*node.deliveries(), node.heartbeat()])
    with expecting.database.write() as connection:
        allow_changes(connection, "inbox")
        altered = node.links[1].message.replace(b'"minutes":90', b'"minutes":99')
        connection.execute(update(inbox).where(inbox.c.position == 2).values(body=altered))

    expecting.fold(node)

    source = of_source(expecting)
    assert (source.state, source.missing) == (NodeState.BEHIND, 1)
    assert source.stopped_because == "position 2 was altered in the archive"


def test_a_source_with_a_fork_is_behind_and_says_so(expecting: Reporting, node: Node) -> None:
    node.approve(1)
    take_in(expecting, node)
    restored = Node()
    restored.approve(1, minutes=60)

    expecting.receive(restored)

    source = of_source(expecting)
    assert (source.state, source.forks, source.missing) == (NodeState.BEHIND, 1, 0)


@pytest.mark.parametrize("wrong_by", [-172_800, 172_800])
def test_a_wrong_clock_shows(expecting: Reporting, node: Node, wrong_by: float) -> None:
    take_in(expecting, node, NOW + seconds(wrong_by))

    assert of_source(expecting).clock_skew == seconds(wrong_by)


def test_a_halted_projection_makes_nothing_complete(expecting: Reporting, node: Node) -> None:
    for card in range(1, FAILURES_IN_A_ROW + 1):
        expecting.faults.cards.add(a_card(card))
        node.approve(card)
    take_in(expecting, node)

    fresh = expecting.fresh()

    assert fresh.halted_because == f"20 domain events of {node.source} failed in a row"
    assert not fresh.is_complete


def test_a_halt_alone_is_enough(expecting: Reporting, node: Node) -> None:
    take_in(expecting, node)
    with expecting.database.write() as connection:
        connection.execute(update(projection).values(halted_because="by hand"))

    fresh = expecting.fresh()

    assert [each.state for each in fresh.nodes] == [NodeState.COMPLETE]
    assert not fresh.is_complete


def test_a_node_is_as_fresh_as_its_worst_source() -> None:
    def source(state: NodeState, since: datetime | None) -> SourceFreshness:
        return SourceFreshness("/nodes/a/b", state, since, 1, 0, 0, 0, None)

    complete = source(NodeState.COMPLETE, NOW)
    earlier = source(NodeState.COMPLETE, NOW - seconds(5))
    behind = source(NodeState.BEHIND, NOW)
    never = source(NodeState.BEHIND, None)
    silent = source(NodeState.SILENT, NOW)

    def worst(*sources: SourceFreshness) -> tuple[NodeState, datetime | None]:
        node = NodeFreshness("a", sources)
        return node.state, node.since

    assert worst(complete, earlier) == (NodeState.COMPLETE, NOW - seconds(5))
    assert worst(complete, behind) == (NodeState.BEHIND, NOW)
    assert worst(behind, never) == (NodeState.BEHIND, None)
    assert worst(never, silent, complete) == (NodeState.SILENT, NOW)


def test_nodes_stand_in_the_order_of_their_names(reporting: Reporting, node: Node) -> None:
    other = Node("cistor")
    reporting.expect(node, other)

    assert [each.node for each in reporting.fresh().nodes] == ["cistor", "zarska"]
