"""A broker of either side is killed or runs out of disk (reliability.md 5, F4, F6 and F19)."""

import signal
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from random import Random

import pytest

from services.node.supervisor import Supervisor
from tests.bus.checking import archive_of, chain_of, check, settle, wait_until_sent
from tests.bus.desk import Desk, WithoutBus, at_work, working
from tests.bus.network import Ground, Network, RunningNode, wait_for
from tests.bus.recording import Record, recorded
from tests.fault_table import Scale
from tests.servers.own_broker import OwnBroker
from tests.servers.postgresql import PostgresqlServer
from tests.servers.sharing import ServerMissing

EVENT_ON_THE_WIRE = 1000
"""Bytes of an event, and rather too few: then a backlog takes longer than is asked."""

DRAINING = 20.0
"""Seconds that a backlog takes over the thin wire, so that half of it outlasts any slow look."""

BACK_AT_WORK = 90.0
"""Seconds in which everybody has noticed that the broker is back; a request waits ten for it."""

DRAINED = 120.0
"""Seconds in which a backlog has drained, also over the thin wire."""

pytestmark = pytest.mark.timeout(1200)  # with --full-faults a broker starts twenty times


@dataclass(frozen=True)
class Brokers:
    """A broker for each side, to be killed."""

    centre: OwnBroker
    partner: OwnBroker


@pytest.fixture(scope="module")
def own_brokers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Brokers]:
    with ExitStack() as afterwards:
        started = []
        for name in ("centre", "partner"):
            try:
                broker = OwnBroker(tmp_path_factory.mktemp("broker") / name)
            except ServerMissing as missing:
                pytest.skip(str(missing))
            afterwards.callback(broker.kill)
            started.append(broker)
        yield Brokers(*started)


@pytest.fixture(scope="module")
def apart(
    own_brokers: Brokers,
    postgresql_server: PostgresqlServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Network]:
    with ExitStack() as afterwards:
        centre = Ground(
            own_brokers.centre.broker,
            lambda: afterwards.enter_context(postgresql_server.database()),
        )
        partner = Ground(own_brokers.partner.broker)
        home = tmp_path_factory.mktemp("nodes")
        yield afterwards.enter_context(at_work(home, centre=centre, partner=partner))


@pytest.fixture
def network(apart: Network, record_property: Record) -> Iterator[Network]:
    """Give a partner on SQLite and a centre on PostgreSQL, each with a broker of its own."""
    apart.run()
    with recorded(apart, record_property):
        yield apart


def arrived(network: Network) -> int:
    return len(archive_of(network.centre, network.partner.sources[0]))


def told(network: Network) -> int:
    return len(chain_of(network.partner.databases["consultations"]))


@contextmanager
def supervised(node: RunningNode) -> Iterator[None]:
    """Have a bus looked after as everywhere: it may end with its broker (reliability.md 4)."""
    node.bus.stop()
    supervisor = Supervisor([node.place.home], lambda _sentence: None)
    supervisor.start()
    try:
        yield
    finally:
        supervisor.stop()
        node.run()


def wait_for_arrival(network: Network, number: int) -> None:
    wait_for(lambda: arrived(network) >= number, f"{number} have arrived", DRAINED)


@pytest.mark.fault("F4")
def test_what_a_nodes_broker_confirmed_survives_its_being_killed_and_people_work_on(
    network: Network, own_brokers: Brokers, scale: Scale, record_property: Record
) -> None:
    random = Random(4)  # noqa: S311 - moments, not secrets; the same ones in every run
    settle(network)
    network.cut()
    person = Desk(network.partner, WithoutBus(network.partner))
    person.approved_cards(scale.backlog)

    with supervised(network.partner):
        with working(network.partner) as work:
            for _ in range(scale.kills_of_a_nodes_broker):
                work.wait_for_more(random.randint(1, 3), BACK_AT_WORK)
                own_brokers.partner.kill()
                person.approved_card()
                own_brokers.partner.start()
            work.wait_for_more(1, BACK_AT_WORK)
        wait_until_sent(network, network.partner)
    waited = told(network) - arrived(network)
    # While the node stands still only its broker can give up what it had confirmed.
    network.partner.bus.send(signal.SIGSTOP)
    try:
        network.link()
        wait_for_arrival(network, told(network))
    finally:
        network.partner.bus.send(signal.SIGCONT)
    record_property("figure", f"{scale.kills_of_a_nodes_broker} kills, {waited} waited")

    check(network)


@pytest.mark.fault("F6")
def test_a_centres_broker_that_is_killed_while_it_takes_in_loses_nothing(
    network: Network, own_brokers: Brokers, scale: Scale, record_property: Record
) -> None:
    settle(network)
    network.cut()
    Desk(network.partner).approved_cards(scale.backlog)
    wait_until_sent(network, network.partner)
    before, backlog = arrived(network), told(network) - arrived(network)
    kills = scale.kills_of_the_centres_broker

    with network.proxy() as proxy:
        proxy.limit(backlog * EVENT_ON_THE_WIRE / DRAINING)
        for part in range(1, kills + 1):
            # All of them in the first half, or the last would find that the drain is over.
            wait_for_arrival(network, before + backlog * part // (2 * kills))
            own_brokers.centre.kill()
            on_its_way = told(network) - arrived(network)
            # Or else all of it comes while we still wait for the rest of the broker.
            proxy.cut()
            own_brokers.centre.start()
            proxy.join()
            assert on_its_way > 0
        proxy.limit(None)
        wait_for_arrival(network, before + backlog)
    record_property("figure", f"{kills} kills while {backlog} drained")

    check(network)


@pytest.mark.fault("F19")
def test_a_centre_whose_disk_is_full_takes_nothing_and_loses_nothing(
    network: Network, own_brokers: Brokers
) -> None:
    settle(network)
    desk = Desk(network.partner)
    settle(network)
    before = arrived(network)

    own_brokers.centre.require_free_disk("100000GB")
    try:
        desk.approved_cards(3)
        wait_until_sent(network, network.partner)
        wait_for(lambda: is_blocked(network), "the centre's broker blocks whoever sends")
        during = arrived(network)
        work_at_centre = network.centre.bus.is_running
    finally:
        own_brokers.centre.require_free_disk("50MB")

    check(network)
    assert during == before
    assert work_at_centre
    assert arrived(network) == before + 9


def is_blocked(network: Network) -> bool:
    """Tell whether the broker has stopped reading from the partner's link."""
    return any(
        connection["user"] == network.partner.name and connection.get("state") == "blocked"
        for connection in network.centre.management._list("connections")
    )
