from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import services.reporting.storage.migrations
from shared.database import Database
from shared.migrations import upgrade
from tests.storage.reporting.advice_told import Node, Reporting


@pytest.fixture
def migrations() -> Path:
    (folder,) = services.reporting.storage.migrations.__path__
    return Path(folder)


@contextmanager
def migrated(url: str, migrations: Path) -> Iterator[Database]:
    upgrade(url, migrations)
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def database(database_url: str, migrations: Path) -> Iterator[Database]:
    """Give a database of reporting, once of each kind."""
    with migrated(database_url, migrations) as database:
        yield database


@pytest.fixture
def on_sqlite(sqlite_url: str, migrations: Path) -> Iterator[Database]:
    """Give one for what does not depend on the kind."""
    with migrated(sqlite_url, migrations) as database:
        yield database


@pytest.fixture
def on_postgresql(postgresql_url: str, migrations: Path) -> Iterator[Database]:
    """Give one where writers meet; on SQLite they come one after another."""
    with migrated(postgresql_url, migrations) as database:
        yield database


@pytest.fixture
def reporting(database: Database) -> Reporting:
    return Reporting(database)


@pytest.fixture
def node() -> Node:
    return Node()
