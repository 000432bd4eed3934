"""Messages that come twice, in disorder, not at all, or are no domain events (F10-F13)."""

import signal
from collections.abc import Callable, Iterable
from random import Random

import amqp
import pytest
from sqlalchemy import func, select

from shared.messaging import relay
from shared.messaging.chain import Link
from shared.messaging.relay import Numbered
from shared.messaging.tables import arrival, quarantine
from shared.messaging.topology import UPLINK_QUEUE, inbound
from shared.wire.envelope import CONTENT_TYPE
from tests.bus.checking import (
    archive_of,
    chain_of,
    check,
    figure_of,
    freshness_of,
    settle,
    wait_until_sent,
)
from tests.bus.desk import Desk
from tests.bus.network import Network, wait_for

WINDOW = 50
DUPLICATES = 0.05
HOURS = ("hours_of_advice", ())


@pytest.fixture
def network(network_at_work: Network) -> Network:
    return network_at_work


def sealed(network: Network, first: int = 1) -> list[Link]:
    """Return what the partner's consultations have published from a position on."""
    source = network.partner.sources[0]
    with network.partner.databases["consultations"].read() as connection:
        found: list[Numbered] = relay.links(
            connection, source=source, epoch=1, first=first, limit=10_000
        )
    return [each.link for each in found]


def send_up(network: Network, bodies: Iterable[bytes], content_type: str = CONTENT_TYPE) -> None:
    """Write into the centre's exchange for the partner, as the partner, as its shovel does."""
    name = network.partner.name
    with network.partners_channel() as channel:
        for body in bodies:
            message = amqp.Message(body, content_type=content_type, user_id=name, delivery_mode=2)
            channel.basic_publish(message, inbound(name))


def wait_until_taken_in(network: Network) -> None:
    """Wait until the centre has read all that came of the partner: a last message says so.

    One consumer reads the queue in order, and what is no domain event ends in the quarantine.
    """
    before = quarantined(network)
    send_up(network, [b"the last one"])
    wait_for(lambda: quarantined(network) > before, "the centre has read all that came")


def quarantined(network: Network) -> int:
    with network.centre.databases["reporting"].read() as connection:
        return connection.execute(
            select(func.count())
            .select_from(quarantine)
            .where(quarantine.c.queue == inbound(network.partner.name))
        ).scalar_one()


def held(network: Network) -> tuple[int, int]:
    """Return up to where the centre holds the partner without a gap, and the highest position."""
    with network.centre.databases["reporting"].read() as connection:
        row = connection.execute(
            select(arrival).where(arrival.c.source == network.partner.sources[0])
        ).one_or_none()
    return (0, 0) if row is None else (row.position, row.highest)


def end_of_chain(network: Network) -> int:
    places = chain_of(network.partner.databases["consultations"])
    return places[-1][1] if places else 0


@pytest.mark.fault("F10")
def test_the_whole_archive_delivered_again_changes_nothing(network: Network) -> None:
    Desk(network.partner).approved_cards(5)
    settle(network)
    archive = archive_of(network.centre, network.partner.sources[0])
    hours = figure_of(network.centre.databases["reporting"], HOURS)

    send_up(network, [link.message for link in sealed(network)])
    wait_until_taken_in(network)

    check(network)
    assert archive_of(network.centre, network.partner.sources[0]) == archive
    assert figure_of(network.centre.databases["reporting"], HOURS) == hours


@pytest.mark.fault("F10", "F11")
def test_what_comes_in_disorder_and_partly_twice_gives_the_exact_result(network: Network) -> None:
    random = Random(11)  # noqa: S311 - an order, not a secret; the same one in every run
    settle(network)
    network.cut()
    last_before = end_of_chain(network)
    Desk(network.partner).approved_cards(40)
    wait_until_sent(network, network.partner)
    with network.channel(network.partner) as channel:
        channel.queue_purge(UPLINK_QUEUE)
    messages = [link.message for link in sealed(network, first=last_before + 1)]

    for start in range(0, len(messages), WINDOW):
        window = messages[start : start + WINDOW]
        window += random.sample(messages, round(len(window) * DUPLICATES))
        random.shuffle(window)
        send_up(network, window)
    wait_until_taken_in(network)

    check(network)
    assert len(messages) > 2 * WINDOW


@pytest.mark.fault("F11")
def test_what_waits_for_an_earlier_domain_event_does_not_count_before_it_has_come(
    network: Network,
) -> None:
    settle(network)
    network.cut()
    last_before = end_of_chain(network)
    hours = figure_of(network.centre.databases["reporting"], HOURS)
    Desk(network.partner).approved_cards(2)
    wait_until_sent(network, network.partner)
    with network.channel(network.partner) as channel:
        channel.queue_purge(UPLINK_QUEUE)
    first, *others = [link.message for link in sealed(network, first=last_before + 1)]

    send_up(network, others)
    wait_for(lambda: held(network)[1] == end_of_chain(network), "all but the first have come")
    held_without = held(network)[0]
    wait_for(
        lambda: freshness_of(network)["missing"] == len(others) + 1, "the centre says what is not"
    )
    hours_without = figure_of(network.centre.databases["reporting"], HOURS)
    send_up(network, [first])

    check(network)
    assert held_without == last_before
    assert hours_without == hours


def delete_in_the_middle(network: Network) -> None:
    """Take some of what waits in the partner's queue out of it, and put the rest back."""
    taken: list[amqp.Message] = []
    waiting = network.size(network.partner, UPLINK_QUEUE)
    with network.channel(network.partner) as channel:
        channel.basic_qos(0, waiting, a_global=False)
        channel.basic_consume(UPLINK_QUEUE, callback=taken.append)
        while len(taken) < waiting:
            channel.connection.drain_events(timeout=10)
        events = [one for one in taken if one.properties["content_type"] == CONTENT_TYPE]
        for one in events[2:5]:
            channel.basic_ack(one.delivery_tag)


def delete_the_tail(network: Network) -> None:
    with network.channel(network.partner) as channel:
        channel.queue_purge(UPLINK_QUEUE)


@pytest.mark.fault("F12")
@pytest.mark.parametrize(
    ("delete", "left_before_the_gap"), [(delete_in_the_middle, 2), (delete_the_tail, 0)]
)
def test_what_was_deleted_on_its_way_is_seen_and_sent_again_without_anybody(
    network: Network, delete: Callable[[Network], None], left_before_the_gap: int
) -> None:
    settle(network)
    network.cut()
    last_before = end_of_chain(network)
    Desk(network.partner).approved_cards(2)
    wait_until_sent(network, network.partner)
    last = end_of_chain(network)

    delete(network)
    heartbeats = network.size(network.partner, UPLINK_QUEUE)
    wait_for(lambda: network.size(network.partner, UPLINK_QUEUE) > heartbeats, "a heartbeat came")
    # While the node stands still nobody can heal anything, and what the centre says stays so.
    network.partner.bus.send(signal.SIGSTOP)
    try:
        network.link()
        missing = last - last_before - left_before_the_gap
        wait_for(
            lambda: freshness_of(network)["missing"] == missing, "the centre says what is missing"
        )
    finally:
        network.partner.bus.send(signal.SIGCONT)

    check(network)
    assert last - last_before == 8


def bodies_that_are_no_domain_events(network: Network) -> list[bytes]:
    good = sealed(network)[0].message
    return [
        b"",
        b"\xff\xfe",
        b"not JSON",
        b"[]",
        b"[" * 5000,
        b'{"specversion":"1.0"}',
        good[:-1],
        good.replace(b'"specversion":"1.0"', b'"specversion":"0.3"'),
        good.replace(network.partner.name.encode(), network.centre.name.encode()),
        good.replace(b'"epoch":"1"', b'"epoch":"2"'),
    ]


@pytest.mark.fault("F13")
def test_what_is_no_domain_event_is_kept_apart_and_the_link_goes_on(network: Network) -> None:
    desk = Desk(network.partner)
    desk.approved_card()
    settle(network)
    before = quarantined(network)
    bad = bodies_that_are_no_domain_events(network)

    send_up(network, bad)
    send_up(network, [sealed(network)[0].message], content_type="text/plain")
    desk.approved_card()

    check(network)
    assert quarantined(network) == before + len(bad) + 1
    assert "held_apart" in network.centre.bus.log
