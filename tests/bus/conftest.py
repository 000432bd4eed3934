"""A network for the tests of a module, which share it for it costs seconds; queues for one test."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.bus.desk import publish_programme
from tests.bus.network import Network, network
from tests.bus.queues import Queues, queues_of
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
        if request.param == "sqlite":
            installed = afterwards.enter_context(network(rabbitmq_server, home))
        else:
            server: PostgresqlServer = request.getfixturevalue("postgresql_server")
            installed = afterwards.enter_context(
                network(rabbitmq_server, home, lambda: afterwards.enter_context(server.database()))
            )
        installed.run()
        publish_programme(installed)
        yield installed


@pytest.fixture
def network_at_work(modules_network: Network) -> Network:
    """Give the module's network as it should be, whatever the test before has done to it."""
    modules_network.run()
    return modules_network


@pytest.fixture
def queues(rabbitmq_server: RabbitmqServer, virtual_host: str) -> Iterator[Queues]:
    with queues_of(rabbitmq_server, virtual_host) as queues:
        yield queues
