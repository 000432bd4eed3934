"""What a node and its centre need on their brokers; the whole list is in tests/bus/topology.txt."""

import pytest

from shared.messaging.broker_objects import Binding, Topology
from shared.messaging.management import BrokerVersion
from shared.messaging.topology import UnusableName, centre_topology, node_topology

SERVICES = ("consultations", "reporting")
PARTNERS_NODE = node_topology("a-partner", SERVICES, is_centre=False)
CENTRES_NODE = node_topology("a-centre", SERVICES, is_centre=True)


def queue_names(topology: Topology) -> set[str]:
    return {queue.name for queue in topology.queues}


def test_every_service_hears_the_centre() -> None:
    for topology in (PARTNERS_NODE, CENTRES_NODE):
        for service in SERVICES:
            assert (
                Binding(
                    source="owss.control",
                    destination=f"{service}.control",
                    destination_kind="queue",
                    key="#",
                )
                in topology.bindings
            )


def test_only_a_partners_node_keeps_events_for_a_link_and_for_its_own_reporting() -> None:
    assert {"uplink", "reporting.inbox"} <= queue_names(PARTNERS_NODE)
    assert {"uplink", "reporting.inbox"}.isdisjoint(queue_names(CENTRES_NODE))


def test_a_node_without_reporting_has_no_inbox_that_nobody_reads() -> None:
    topology = node_topology("a-partner", ["consultations"], is_centre=False)

    assert "reporting.inbox" not in queue_names(topology)


def test_the_centres_own_node_gets_no_user_and_no_queue_down() -> None:
    own = centre_topology("a-centre", "a-centre")

    assert own.users == frozenset()
    assert queue_names(own) == {"in.a-centre", "unroutable"}


def test_every_queue_that_must_lose_nothing_has_no_limit_of_any_kind() -> None:
    everything = PARTNERS_NODE | CENTRES_NODE | centre_topology("a-centre", "a-partner")

    limited = {
        queue.name
        for queue in everything.queues
        if any(
            name not in {"x-queue-type", "x-single-active-consumer"} for name, _ in queue.arguments
        )
    }

    assert limited == {"down.a-partner"}


def test_every_exchange_of_a_shovel_names_where_the_unroutable_goes() -> None:
    everything = PARTNERS_NODE | centre_topology("a-centre", "a-partner")

    silent = {one.name for one in everything.exchanges if one.alternate is None}

    assert silent == {"unroutable"}


def test_events_that_nobody_hears_at_the_centre_alarm_nobody() -> None:
    alternates = {one.name: one.alternate for one in CENTRES_NODE.exchanges}

    assert alternates["owss.events"] is None
    assert alternates["owss.uplink"] == "unroutable"


@pytest.mark.parametrize(
    ("version", "policies"), [((3, 10), set()), ((4, 0), {"no-delivery-limit"})]
)
def test_the_delivery_limit_is_lifted_only_where_the_broker_has_one(
    version: tuple[int, int], policies: set[str]
) -> None:
    declared = PARTNERS_NODE.for_broker(BrokerVersion(*version))

    assert {policy.name for policy in declared.policies} == policies
    assert declared.queues == PARTNERS_NODE.queues


@pytest.mark.parametrize("name", ["", "Żary", "a.b", "a|b", ".*", "a b", "cistor\n"])
def test_a_name_that_a_pattern_could_misread_is_refused(name: str) -> None:
    with pytest.raises(UnusableName, match="małych liter"):
        centre_topology("a-centre", name)

    with pytest.raises(UnusableName):
        node_topology("a-partner", [name], is_centre=False)
