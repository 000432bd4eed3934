from collections.abc import Iterator

import pytest

from shared.database import Database
from tests.storage.messaging.node_and_centre import Centre, Parcels, make_tables


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """Give a database with all tables of the kernel, once of each kind."""
    opened = Database(database_url)
    make_tables(opened)
    yield opened
    opened.close()


@pytest.fixture
def node(database: Database) -> Parcels:
    return Parcels(database)


@pytest.fixture
def centre(database: Database, node: Parcels) -> Centre:
    """Give a centre with one node; their tables have different names, so one database does."""
    return Centre(database, (node,))
