"""What all tests share: markers by folder, and servers that start when a test wants them."""

import os
import shutil
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from tests.servers import postgresql, rabbitmq
from tests.servers.chromium import find_chromium
from tests.servers.migrated import MigratedDatabases
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer
from tests.servers.sharing import Address, ServerMissing, SharedServer

# How long an example takes says how busy the machine is, and nothing about the code.
settings.register_profile("owss", deadline=None)
settings.load_profile("owss")

pytest_plugins = ["tests.fault_table", "tests.accessibility", "tests.asked_by_programs"]

TESTS = Path(__file__).parent
RUN = pytest.StashKey[Path]()
SERVER_FIXTURES = {
    "rabbitmq_server": "rabbitmq",
    "own_brokers": "rabbitmq",
    "postgresql_server": "postgresql",
    "own_cluster": "postgresql",
    "chromium": "chromium",
}


def pytest_configure(config: pytest.Config) -> None:
    leader = getattr(config, "workerinput", None)
    if leader is not None:
        config.stash[RUN] = Path(leader["run"])
        return
    config.stash[RUN] = run = Path(tempfile.mkdtemp(prefix="owss-tests-"))
    # PostgreSQL's server, which refuses to run as root, has to get to its folder below this one.
    run.chmod(0o711)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:  # pytest-xdist has no types
    node.workerinput["run"] = str(node.config.stash[RUN])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the run's servers, in the process that leads it: by now all workers have ended."""
    if hasattr(config, "workerinput") or RUN not in config.stash:
        return
    for server in _shared_servers(config).values():
        server.stop()
    shutil.rmtree(config.stash[RUN])


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        folder = item.path.relative_to(TESTS).parts[0]
        if folder != item.path.name:
            item.add_marker(folder)
        # Into the test report, where .ci/run looks whether these tests really ran.
        item.user_properties.extend(("server", server) for server in _servers_of(item))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item,
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Where servers are required (in CI), a test that is skipped for want of one has failed."""
    report = yield
    required = os.environ.get("OWSS_REQUIRE_SERVERS") == "1"
    if report.skipped and not hasattr(report, "wasxfail") and required and _servers_of(item):
        report.outcome = "failed"
        report.longrepr = f"Skipped, though OWSS_REQUIRE_SERVERS=1: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def postgresql_server(pytestconfig: pytest.Config) -> PostgresqlServer:
    """One PostgreSQL for the whole run: that of a setting, or a private cluster."""
    url = os.environ.get("OWSS_TEST_POSTGRESQL_URL")
    if url:
        return PostgresqlServer.at(url)
    return PostgresqlServer(**_address(pytestconfig, "postgresql"))


@pytest.fixture(scope="session")
def rabbitmq_server(pytestconfig: pytest.Config) -> RabbitmqServer:
    """One RabbitMQ for the whole run: that of a setting, or a private node."""
    url = os.environ.get("OWSS_TEST_RABBITMQ_URL")
    if url:
        return RabbitmqServer.at(url)
    return RabbitmqServer(**_address(pytestconfig, "rabbitmq"))


@pytest.fixture(scope="session")
def chromium() -> Path:
    """Give the browser's program."""
    try:
        return find_chromium()
    except ServerMissing as missing:
        pytest.skip(str(missing))


@pytest.fixture
def postgresql_url(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """Give SQLAlchemy's address of a database that is this test's alone."""
    with postgresql_server.database() as url:
        yield url


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give SQLAlchemy's address of a file that is this test's alone, and not there yet."""
    return f"sqlite:///{tmp_path / 'test.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give an empty database, once of each kind: what SQLite forgives, PostgreSQL refuses."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(scope="session")
def migrated_databases(
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[MigratedDatabases]:
    """Give databases with the tables of a service."""
    with ExitStack() as templates:
        yield MigratedDatabases(tmp_path_factory.mktemp("migrated"), templates)


@pytest.fixture
def migrated_sqlite_url(
    migrated_databases: MigratedDatabases, migrations: Path, tmp_path: Path
) -> str:
    """Give a file with the tables of the service whose `migrations` the folder's tests name."""
    return migrated_databases.sqlite(migrations, tmp_path / "test.sqlite")


@pytest.fixture
def migrated_postgresql_url(
    migrated_databases: MigratedDatabases, migrations: Path, postgresql_server: PostgresqlServer
) -> Iterator[str]:
    """Give the same on PostgreSQL."""
    with migrated_databases.postgresql(migrations, postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest) -> str:
    """Give the same once of each kind."""
    url: str = request.getfixturevalue(f"migrated_{request.param}_url")
    return url


@pytest.fixture
def virtual_host(rabbitmq_server: RabbitmqServer) -> Iterator[str]:
    """Give the name of a virtual host that is this test's alone."""
    with rabbitmq_server.virtual_host() as name:
        yield name


def _shared_servers(config: pytest.Config) -> dict[str, SharedServer]:
    modules = {"postgresql": postgresql, "rabbitmq": rabbitmq}
    run = config.stash[RUN]
    return {kind: SharedServer(run, kind, module) for kind, module in modules.items()}


def _address(config: pytest.Config, kind: str) -> Address:
    try:
        return _shared_servers(config)[kind].address()
    except ServerMissing as missing:
        pytest.skip(str(missing))


def _servers_of(item: pytest.Item) -> list[str]:
    """Say which servers a test runs on."""
    if not isinstance(item, pytest.Function):
        return []
    wanted = {SERVER_FIXTURES[name] for name in item.fixturenames if name in SERVER_FIXTURES}
    # This one asks for its server by name, when it runs.
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    if parameters.get("database_url") == "postgresql":
        wanted.add("postgresql")
    return sorted(wanted)
