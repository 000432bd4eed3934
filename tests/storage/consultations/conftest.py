"""A migrated database of consultations, once of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

import services.consultations.storage.migrations
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.unit_of_work import StoredWork, unit_of_work
from shared.database import Database
from shared.wire.published import CATALOGUE
from tests.storage.consultations.node import SOURCE, furnish
from tests.unit.consultations.records_suite import OpenWork

KEY = Fernet.generate_key()


@pytest.fixture
def migrations() -> Path:
    (folder,) = services.consultations.storage.migrations.__path__
    return Path(folder)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    database = Database(migrated_url)
    yield database
    database.close()


@pytest.fixture
def furnished(database: Database) -> Database:
    furnish(database)
    return database


@pytest.fixture
def open_work(database: Database) -> OpenWork:
    def open_it() -> AbstractContextManager[StoredWork]:
        return unit_of_work(database, SOURCE, CATALOGUE, PeselSafe(KEY))

    return open_it


@pytest.fixture
def postgresql_furnished(migrated_postgresql_url: str) -> Iterator[Database]:
    """Give a node on PostgreSQL, where writers meet; on SQLite they come one after another."""
    database = Database(migrated_postgresql_url)
    furnish(database)
    yield database
    database.close()
