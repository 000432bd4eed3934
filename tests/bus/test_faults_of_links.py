"""The link between node and centre breaks, and the centre refuses (reliability.md 5, F17, F18)."""

from collections.abc import Callable

import pytest

from shared.messaging.topology import UNROUTABLE, UPLINK_QUEUE
from tests.bus.checking import archive_of, chain_of, check, settle
from tests.bus.desk import Desk, working
from tests.bus.network import Network, wait_for
from tests.bus.recording import Record
from tests.fault_table import Scale

Change = Callable[[Network], None]


@pytest.fixture
def network(mixed_network: Network) -> Network:
    return mixed_network


def held_at_centre(network: Network) -> int:
    return len(archive_of(network.centre, network.partner.sources[0]))


def wait_for_more_than(held: int, network: Network) -> None:
    wait_for(lambda: held_at_centre(network) > held, "something gets through")


def waiting_at_node(network: Network) -> int:
    """Count what the node's broker has not got rid of, as it says itself every few seconds."""
    counts = network.partner.management.queue_counts(network.partner.name, UPLINK_QUEUE)
    return counts.ready + counts.unacknowledged


@pytest.mark.fault("F17")
def test_a_link_that_breaks_again_and_again_loses_nothing(
    network: Network, scale: Scale, record_property: Record
) -> None:
    settle(network)

    with network.proxy() as proxy, working(network.partner) as work:
        for _ in range(scale.flaps):
            wait_for_more_than(held_at_centre(network), network)
            proxy.cut()
            work.wait_for_more(2)
            proxy.join()
        record_property("figure", f"{scale.flaps} cuts, {proxy.passed // 1024} KiB passed")

    check(network)
    for node in network.nodes:
        assert network.size(node, UNROUTABLE) == 0


def take_the_permission_away(network: Network) -> None:
    permit(network, write="^$")


def give_the_permission_back(network: Network) -> None:
    permit(network, write=rf"^in\.{network.partner.name}$")


def permit(network: Network, write: str) -> None:
    name = network.partner.name
    network.centre.management.put_permissions(
        network.centre.name, name, configure="^$", write=write, read=rf"^down\.{name}$"
    )


def allow_no_connection(network: Network) -> None:
    network.centre.management.put_user_limit(network.partner.name, "max-connections", 0)


def allow_connections(network: Network) -> None:
    network.centre.management.put_user_limit(network.partner.name, "max-connections", 4)


def send_the_partner_away(network: Network) -> None:
    """End the partner's connections: a channel that is open remembers what it was allowed."""
    wait_for(lambda: len(connections_of_partner(network)) == 2, "both of its links are listed")
    for name in connections_of_partner(network):
        network.centre.management._delete("connections", name)


def connections_of_partner(network: Network) -> list[str]:
    listed = network.centre.management._list("connections")
    return [one["name"] for one in listed if one.get("user") == network.partner.name]


@pytest.mark.fault("F18")
@pytest.mark.parametrize(
    ("refuse", "allow"),
    [
        (take_the_permission_away, give_the_permission_back),
        (allow_no_connection, allow_connections),
    ],
    ids=["no permission", "suspended"],
)
def test_what_a_centre_refuses_is_kept_and_goes_up_once_it_is_allowed(
    network: Network, refuse: Change, allow: Change
) -> None:
    settle(network)
    held = held_at_centre(network)

    refuse(network)
    try:
        send_the_partner_away(network)
        cards = Desk(network.partner).approved_cards(3)
        told = len(chain_of(network.partner.databases["consultations"]))
        wait_for(lambda: waiting_at_node(network) >= told - held, "the node keeps all of it")
        held_meanwhile = held_at_centre(network)
    finally:
        allow(network)

    check(network)
    assert len(cards) == 3
    assert held_meanwhile == held
