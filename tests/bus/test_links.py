"""Both shovels of a node on a real broker: what goes up, what comes down, and by whose name."""

from collections.abc import Iterator

import amqp
import pytest

from services.node.enrolment import enrol, join
from services.node.own_processes import wait_until
from shared.messaging.links import LinkState, link_states, remove_links
from shared.messaging.topology import inbound
from tests.bus.partner_and_centre import SERVICES, PartnerAndCentre, partner_and_centre
from tests.servers.rabbitmq import RabbitmqServer

LINK_SECONDS = 30


@pytest.fixture
def network(rabbitmq_server: RabbitmqServer) -> Iterator[PartnerAndCentre]:
    with partner_and_centre(rabbitmq_server) as network:
        yield network
        remove_links(network.management, network.partner)


def states(network: PartnerAndCentre) -> list[LinkState]:
    return link_states(network.management, network.partner)


def both_run(network: PartnerAndCentre) -> bool:
    return [(link.name, link.state) for link in states(network)] == [
        ("down", "running"),
        ("up", "running"),
    ]


def test_an_event_reaches_the_centre_under_the_name_of_its_node(network: PartnerAndCentre) -> None:
    network.publish(network.partner, "owss.uplink", "an event")

    join(network.enrolment, network.management, network.partner)
    message = network.take(network.centre, inbound(network.partner))

    assert message.body == "an event"
    assert message.properties["user_id"] == network.partner
    assert message.properties["delivery_mode"] == 2


def test_an_event_of_the_centre_itself_needs_no_link(network: PartnerAndCentre) -> None:
    network.publish(network.centre, "owss.uplink", "an event")

    assert network.take(network.centre, inbound(network.centre)).body == "an event"


def test_a_message_from_the_centre_reaches_every_service_of_the_partner_and_nobody_else(
    network: PartnerAndCentre,
) -> None:
    join(network.enrolment, network.management, network.partner)

    network.publish(network.centre, "down", "an echo", key=network.partner)

    for service in SERVICES:
        assert network.take(network.partner, f"{service}.control").body == "an echo"
        assert network.size(network.centre, f"{service}.control") == 0


def test_a_message_from_the_centre_reaches_every_service_of_its_own_node(
    network: PartnerAndCentre,
) -> None:
    network.publish(network.centre, "down", "an echo", key=network.centre)

    for service in SERVICES:
        assert network.take(network.centre, f"{service}.control").body == "an echo"


def test_enrolling_and_joining_again_keeps_the_links_and_loses_nothing(
    network: PartnerAndCentre,
) -> None:
    join(network.enrolment, network.management, network.partner)
    assert wait_until(lambda: both_run(network), LINK_SECONDS)

    again = enrol(
        network.management,
        network.centre,
        network.server.amqp_address,
        network.partner,
        SERVICES,
        earlier=network.enrolment,
    )
    join(again, network.management, network.partner)
    network.publish(network.partner, "owss.uplink", "an event")

    assert again == network.enrolment
    assert network.take(network.centre, inbound(network.partner)).body == "an event"
    assert both_run(network)


def test_a_lost_file_is_replaced_and_its_password_opens_nothing_any_more(
    network: PartnerAndCentre,
) -> None:
    fresh = enrol(
        network.management, network.centre, network.server.amqp_address, network.partner, SERVICES
    )

    with pytest.raises(amqp.AccessRefused), network.partners_channel():
        pass

    with network.channel(network.centre, user=network.partner, password=fresh.password) as channel:
        assert channel.connection.connected


def test_without_its_links_a_node_keeps_its_events(network: PartnerAndCentre) -> None:
    join(network.enrolment, network.management, network.partner)
    assert wait_until(lambda: both_run(network), LINK_SECONDS)

    remove_links(network.management, network.partner)
    assert wait_until(lambda: states(network) == [], LINK_SECONDS)
    network.publish(network.partner, "owss.uplink", "an event")

    assert network.size(network.partner, "uplink") == 1
    assert network.take(network.partner, "uplink").body == "an event"
