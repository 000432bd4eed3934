"""What is declared, asked back from a real broker; and what a partner may not do there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import amqp
import pytest
from amqp.exceptions import NotAllowed

from shared.messaging.broker_objects import Topology
from shared.messaging.declaring import PasswordMissing, declare, describe, read_back
from shared.messaging.management import Management, TopologyConflict
from shared.messaging.topology import (
    centre_topology,
    inbound,
    node_topology,
    outbound,
    services_user,
)
from tests.bus.partner_and_centre import SERVICES, PartnerAndCentre, partner_and_centre
from tests.servers.rabbitmq import RabbitmqServer

STORED = Path(__file__).parent / "topology.txt"
REDELIVERIES = 30


@pytest.fixture
def network(rabbitmq_server: RabbitmqServer) -> Iterator[PartnerAndCentre]:
    with partner_and_centre(rabbitmq_server) as network:
        yield network


@pytest.fixture
def management(rabbitmq_server: RabbitmqServer) -> Iterator[Management]:
    asked = Management(
        rabbitmq_server.management_url, rabbitmq_server.user, rabbitmq_server.password
    )
    yield asked
    asked.close()


def listing(partner: str, centre: str, at_partner: Topology, at_centre: Topology) -> str:
    """Draw up the list that is stored, with the same names and in the same order in every run."""

    def sorted_lines(topology: Topology) -> str:
        lines = describe(topology).replace(partner, "PARTNER").replace(centre, "CENTRE")
        return "".join(sorted(lines.splitlines(keepends=True)))

    return (
        "# The virtual host of a partner's node\n"
        f"{sorted_lines(at_partner)}\n"
        "# The virtual host of the centre, with one partner enrolled\n"
        f"{sorted_lines(at_centre)}"
    )


def without_policies(text: str) -> str:
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("policy"))


def test_the_stored_list_is_what_the_code_says() -> None:
    at_partner = node_topology("a-partner", SERVICES, is_centre=False)
    at_centre = (
        node_topology("a-centre", SERVICES, is_centre=True)
        | centre_topology("a-centre", "a-centre")
        | centre_topology("a-centre", "a-partner")
    )

    said = listing("a-partner", "a-centre", at_partner, at_centre)

    assert said == STORED.read_text(encoding="utf-8")


def test_the_stored_list_is_what_the_broker_has(network: PartnerAndCentre) -> None:
    stored = STORED.read_text(encoding="utf-8")
    if network.management.version().major < 4:
        stored = without_policies(stored)

    present = listing(
        network.partner,
        network.centre,
        read_back(network.management, network.partner),
        read_back(network.management, network.centre),
    )

    assert present == stored


def test_declaring_again_changes_nothing_and_keeps_what_waits(network: PartnerAndCentre) -> None:
    network.publish(network.partner, "owss.uplink", "an event")
    topology = node_topology(network.partner, SERVICES, is_centre=False)
    before = read_back(network.management, network.partner)

    declare(topology, network.management, network.partner)

    assert read_back(network.management, network.partner) == before
    assert network.take(network.partner, "uplink").body == "an event"


def test_a_queue_with_other_arguments_is_named_with_the_difference(
    management: Management, virtual_host: str
) -> None:
    management.put_queue(virtual_host, "uplink", {"x-queue-type": "quorum"})
    topology = node_topology(virtual_host, SERVICES, is_centre=False)

    with pytest.raises(TopologyConflict, match=r"„uplink” .*x-single-active-consumer: jest brak"):
        declare(topology, management, virtual_host, passwords={services_user(virtual_host): "x"})

    assert [queue["name"] for queue in management.queues(virtual_host)] == ["uplink"]


def test_an_exchange_of_another_kind_is_named_with_the_difference(
    management: Management, virtual_host: str
) -> None:
    management.put_exchange(virtual_host, "owss.events", "direct", {})
    topology = node_topology(virtual_host, SERVICES, is_centre=False)

    with pytest.raises(TopologyConflict, match=r"„owss\.events” .*type: jest direct, ma być topic"):
        declare(topology, management, virtual_host, passwords={services_user(virtual_host): "x"})


def test_a_new_user_without_a_password_is_refused_before_anything_is_made(
    management: Management, virtual_host: str
) -> None:
    topology = node_topology(virtual_host, SERVICES, is_centre=False)

    with pytest.raises(PasswordMissing, match=services_user(virtual_host)):
        declare(topology, management, virtual_host)

    assert management.queues(virtual_host) == []


def test_what_nobody_routes_waits_where_operations_see_it(network: PartnerAndCentre) -> None:
    network.publish(network.centre, "down", "to a node that is unknown", key="nobody")

    assert network.take(network.centre, "unroutable").body == "to a node that is unknown"


@pytest.mark.parametrize("queue", ["uplink", "in", "down"])
def test_a_message_survives_thirty_redeliveries(network: PartnerAndCentre, queue: str) -> None:
    """RabbitMQ 4 would drop it at the 21st, RabbitMQ 3 with a limit of -1 at the first."""
    virtual_host, name, exchange, key = {
        "uplink": (network.partner, "uplink", "owss.uplink", ""),
        "in": (network.centre, inbound(network.partner), inbound(network.partner), ""),
        "down": (network.centre, outbound(network.partner), "down", network.partner),
    }[queue]
    network.publish(virtual_host, exchange, "an event", key=key)

    with network.channel(virtual_host) as channel:
        returned = 0

        def give_back(message: amqp.Message) -> None:
            nonlocal returned
            if returned < REDELIVERIES:
                returned += 1
                channel.basic_reject(message.delivery_tag, requeue=True)

        channel.basic_qos(0, 1, a_global=False)
        channel.basic_consume(name, callback=give_back)
        while returned < REDELIVERIES:
            channel.connection.drain_events(timeout=10)

    assert network.take(virtual_host, name).body == "an event"


def _publish_to_another_node(channel: amqp.Channel, network: PartnerAndCentre) -> None:
    channel.basic_publish(amqp.Message("x"), inbound(network.centre))


def _publish_to_the_default_exchange(channel: amqp.Channel, network: PartnerAndCentre) -> None:
    channel.basic_publish(amqp.Message("x"), "", inbound(network.centre))


def _publish_to_the_way_down(channel: amqp.Channel, network: PartnerAndCentre) -> None:
    channel.basic_publish(amqp.Message("x"), "down", network.partner)


def _read_another_queue(channel: amqp.Channel, network: PartnerAndCentre) -> None:
    channel.basic_consume(inbound(network.centre))


def _read_its_own_inbound_queue(channel: amqp.Channel, network: PartnerAndCentre) -> None:
    channel.basic_consume(inbound(network.partner))


def _declare_a_queue(channel: amqp.Channel, _: PartnerAndCentre) -> None:
    channel.queue_declare("mine")


def _declare_an_exchange(channel: amqp.Channel, _: PartnerAndCentre) -> None:
    channel.exchange_declare("mine", "fanout")


def _delete_its_own_queue(channel: amqp.Channel, network: PartnerAndCentre) -> None:
    channel.queue_delete(outbound(network.partner))


def _bind_its_queue_to_another_exchange(channel: amqp.Channel, network: PartnerAndCentre) -> None:
    channel.queue_bind(outbound(network.partner), inbound(network.centre))


@pytest.mark.parametrize(
    "attempt",
    [
        _publish_to_another_node,
        _publish_to_the_default_exchange,
        _publish_to_the_way_down,
        _read_another_queue,
        _read_its_own_inbound_queue,
        _declare_a_queue,
        _declare_an_exchange,
        _delete_its_own_queue,
        _bind_its_queue_to_another_exchange,
    ],
)
def test_a_partner_is_refused_everything_but_its_own_way_in_and_out(
    network: PartnerAndCentre, attempt: Callable[[amqp.Channel, PartnerAndCentre], None]
) -> None:
    with network.partners_channel() as channel:
        with pytest.raises(amqp.AccessRefused):
            attempt(channel, network)

        assert network.size(network.centre, inbound(network.centre)) == 0


def test_a_partner_cannot_write_in_anothers_name(network: PartnerAndCentre) -> None:
    forged = amqp.Message("x", user_id=services_user(network.centre))

    with network.partners_channel() as channel, pytest.raises(amqp.PreconditionFailed):
        channel.basic_publish(forged, inbound(network.partner))


def test_a_partner_cannot_reach_another_queue_by_a_copy_header(network: PartnerAndCentre) -> None:
    copied = amqp.Message("x", application_headers={"CC": [inbound(network.centre)]})

    with network.partners_channel() as channel:
        channel.basic_publish(copied, inbound(network.partner))

    assert network.take(network.centre, inbound(network.partner)).body == "x"
    assert network.size(network.centre, inbound(network.centre)) == 0


def test_a_partner_has_at_most_four_connections(network: PartnerAndCentre) -> None:
    opened = [network.partners_channel() for _ in range(4)]
    for one in opened:
        one.__enter__()

    with pytest.raises(NotAllowed), network.partners_channel():
        pass

    for one in opened:
        one.__exit__(None, None, None)
