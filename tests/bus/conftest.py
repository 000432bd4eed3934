"""A network for the tests of a module, which share it for it costs seconds; queues for one test."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.bus.desk import at_work
from tests.bus.network import Ground, Network
from tests.bus.queues import Queues, queues_of
from tests.bus.recording import Record, recorded
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def modules_network(
    request: pytest.FixtureRequest,
    rabbitmq_server: RabbitmqServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Network]:
    home = tmp_path_factory.mktemp("nodes")
    with ExitStack() as afterwards:
        ground = Ground(rabbitmq_server)
        if request.param == "postgresql":
            server: PostgresqlServer = request.getfixturevalue("postgresql_server")
            ground = Ground(rabbitmq_server, lambda: afterwards.enter_context(server.database()))
        yield afterwards.enter_context(at_work(home, centre=ground, partner=ground))


@pytest.fixture
def network_at_work(modules_network: Network, record_property: Record) -> Iterator[Network]:
    """Give the module's network as it should be, whatever the test before has done to it."""
    modules_network.run()
    with recorded(modules_network, record_property):
        yield modules_network


@pytest.fixture(scope="module")
def modules_mixed_network(
    rabbitmq_server: RabbitmqServer,
    postgresql_server: PostgresqlServer,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Network]:
    with ExitStack() as afterwards:
        big = Ground(
            rabbitmq_server, lambda: afterwards.enter_context(postgresql_server.database())
        )
        home = tmp_path_factory.mktemp("nodes")
        yield afterwards.enter_context(at_work(home, centre=big, partner=Ground(rabbitmq_server)))


@pytest.fixture
def mixed_network(modules_mixed_network: Network, record_property: Record) -> Iterator[Network]:
    """Give a partner on SQLite and a centre on PostgreSQL, as most of them are."""
    modules_mixed_network.run()
    with recorded(modules_mixed_network, record_property):
        yield modules_mixed_network


@pytest.fixture
def queues(rabbitmq_server: RabbitmqServer, virtual_host: str) -> Iterator[Queues]:
    with queues_of(rabbitmq_server, virtual_host) as queues:
        yield queues
