"""The pages of a node's consultations on a real database, asked by browsers of its people."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from services.node.runtime import MIGRATIONS
from shared.kernel.command import Role
from shared.web.site import Colleague
from tests.servers.migrated import MigratedDatabases
from tests.slices.pages_of_clients.browsing import Desk, Pages, node_at


@pytest.fixture
def colleagues() -> tuple[Colleague, ...]:
    """Give who works at the node, as accounts tell it; nobody unless a module says otherwise."""
    return ()


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS["consultations"]


@pytest.fixture
def node(migrated_sqlite_url: str, colleagues: tuple[Colleague, ...]) -> Iterator[Desk]:
    yield from node_at(migrated_sqlite_url, colleagues=colleagues)


@pytest.fixture
def node_with_pesel(
    migrated_databases: MigratedDatabases, migrations: Path, tmp_path: Path
) -> Iterator[Desk]:
    url = migrated_databases.sqlite(migrations, tmp_path / "pesel.sqlite")
    yield from node_at(url, Fernet.generate_key())


@pytest.fixture
def adviser(node: Desk) -> Pages:
    return node.of(Role.ADVISER)


@pytest.fixture
def coordinator(node: Desk) -> Pages:
    return node.of(Role.COORDINATOR)
