from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import services.reporting.storage.migrations
from shared.database import Database
from tests.storage.reporting.advice_told import Node, Reporting


@pytest.fixture
def migrations() -> Path:
    (folder,) = services.reporting.storage.migrations.__path__
    return Path(folder)


@contextmanager
def opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.close()


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    """Give a database of reporting, once of each kind."""
    with opened(migrated_url) as database:
        yield database


@pytest.fixture
def on_sqlite(migrated_sqlite_url: str) -> Iterator[Database]:
    """Give one for what does not depend on the kind."""
    with opened(migrated_sqlite_url) as database:
        yield database


@pytest.fixture
def on_postgresql(migrated_postgresql_url: str) -> Iterator[Database]:
    """Give one where writers meet; on SQLite they come one after another."""
    with opened(migrated_postgresql_url) as database:
        yield database


@pytest.fixture
def reporting(database: Database) -> Reporting:
    return Reporting(database)


@pytest.fixture
def node() -> Node:
    return Node()
