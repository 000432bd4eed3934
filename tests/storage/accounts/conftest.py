"""A migrated database of accounts, once of each kind."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import services.accounts.storage.migrations
from shared.database import Database
from tests.storage.accounts.stored_desk import StoredDesk
from tests.unit.accounts.desk import furnish


@pytest.fixture
def migrations() -> Path:
    (folder,) = services.accounts.storage.migrations.__path__
    return Path(folder)


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    database = Database(migrated_url)
    yield database
    database.close()


@pytest.fixture
def desk(database: Database) -> StoredDesk:
    return StoredDesk(database)


@pytest.fixture
def furnished(desk: StoredDesk) -> StoredDesk:
    furnish(desk)
    return desk
