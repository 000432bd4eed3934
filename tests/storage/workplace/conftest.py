"""A database that has the tables of a workplace, once of each kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from shared.database import Database
from shared.workplace.tables import workplace


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url)
    workplace.create_all(database.engine)
    yield database
    database.close()
