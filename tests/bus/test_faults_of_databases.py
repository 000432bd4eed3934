"""The centre's PostgreSQL is killed in the middle of a batch, and stays away (F8)."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from sqlalchemy import func, select

from shared.messaging.tables import parked, quarantine
from shared.messaging.topology import inbound
from tests.bus.checking import check, settle, wait_until_sent
from tests.bus.desk import Desk, at_work
from tests.bus.network import Ground, Network, wait_for
from tests.bus.recording import Record, recorded
from tests.fault_table import Scale
from tests.servers import postgresql
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer
from tests.servers.sharing import ServerMissing


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL that may be killed, and its folder."""

    server: PostgresqlServer
    home: Path


@pytest.fixture
def own_cluster() -> Iterator[Cluster]:
    # Not pytest's own folder: PostgreSQL refuses to run as root, and nobody else gets into that.
    with TemporaryDirectory(prefix="owss-tests-") as home:
        try:
            server = PostgresqlServer(**postgresql.start_private(Path(home)))
        except ServerMissing as missing:
            pytest.skip(str(missing))
        yield Cluster(server, Path(home))
        postgresql.stop_private(Path(home))


@pytest.fixture
def network(
    rabbitmq_server: RabbitmqServer,
    own_cluster: Cluster,
    tmp_path: Path,
    record_property: Record,
) -> Iterator[Network]:
    with ExitStack() as afterwards:
        centre = Ground(
            rabbitmq_server, lambda: afterwards.enter_context(own_cluster.server.database())
        )
        installed = afterwards.enter_context(
            at_work(tmp_path, centre=centre, partner=Ground(rabbitmq_server))
        )
        yield afterwards.enter_context(recorded(installed, record_property))


def set_apart(network: Network) -> int:
    """Count what the centre has parked or put into the quarantine."""
    with network.centre.databases["reporting"].read() as connection:
        return sum(
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (parked, quarantine)
        )


@pytest.mark.fault("F8")
def test_a_database_that_is_killed_in_the_middle_of_a_batch_and_stays_away_costs_nothing(
    network: Network, own_cluster: Cluster, scale: Scale, record_property: Record
) -> None:
    desk = Desk(network.partner)
    settle(network)
    network.centre.bus.stop()
    network.centre.run("the_database_dies_before_the_commit")
    centre = network.centre.bus

    desk.approved_cards(3)
    wait_for(lambda: tries_of(network) >= scale.failures_of_a_database, "it tries in vain", 180)
    desk.approved_cards(3)
    wait_until_sent(network, network.partner)
    wait_for(lambda: network.size(network.centre, inbound(network.partner.name)) > 0, "all waits")
    ran_on = centre.is_running
    postgresql.start_again(own_cluster.home, own_cluster.server.port)
    for database in network.centre.databases.values():
        # The test's own connections are as dead as those of the bus, which has found out.
        database.close()
    record_property("figure", f"{tries_of(network)} tries in vain")

    check(network)
    assert ran_on
    assert network.centre.bus is centre
    assert set_apart(network) == 0


def tries_of(network: Network) -> int:
    """Count how often the centre has begun anew to take in."""
    return sum(
        '"begins_anew"' in line and '"receive"' in line
        for line in network.centre.bus.log.splitlines()
    )
