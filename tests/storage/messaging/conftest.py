from collections.abc import Iterator

import pytest

from shared.database import Database
from tests.servers.postgresql import PostgresqlServer
from tests.storage.messaging.node_and_centre import Centre, Parcels, empty_tables, make_tables


@pytest.fixture(scope="session")
def kernel_on_postgresql(postgresql_server: PostgresqlServer) -> Iterator[str]:
    """Give a database with all tables, for one test after the other: making it takes longest."""
    with postgresql_server.database() as url:
        database = Database(url)
        make_tables(database)
        database.close()
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give a database with the tables of the kernel, all empty, once of each kind."""
    on_postgresql = request.param == "postgresql"
    url: str = request.getfixturevalue("kernel_on_postgresql" if on_postgresql else "sqlite_url")
    database = Database(url)
    if on_postgresql:
        empty_tables(database)
    else:
        make_tables(database)
    database.close()
    return url


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


@pytest.fixture
def node(database: Database) -> Parcels:
    return Parcels(database)


@pytest.fixture
def centre(database: Database, node: Parcels) -> Centre:
    """Give a centre with one node; their tables have different names, so one database does."""
    return Centre(database, (node,))
