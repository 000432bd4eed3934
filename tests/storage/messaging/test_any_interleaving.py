"""Whatever happens between commit and fact, in the end everything is told once."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from shared.database import Database
from shared.messaging import folding, projector
from tests.servers.postgresql import PostgresqlServer
from tests.storage.messaging.network import Network
from tests.storage.messaging.node_and_centre import make_tables
from tests.storage.messaging.restoring import RestoredNetwork

Databases = Callable[[], tuple[Database, Database]]

# A failure is made smaller for up to five minutes before it is shown.
pytestmark = pytest.mark.timeout(600)

calm = settings(
    deadline=None,
    stateful_step_count=50,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture
def sqlite_files(tmp_path: Path) -> Databases:
    """Give two new files at every call, copied from one that has the tables."""
    template = tmp_path / "template.sqlite"
    database = Database(f"sqlite:///{template}")
    make_tables(database)
    database.close()
    numbers = count()

    def files() -> tuple[Database, Database]:
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        mine, theirs = folder / "node.sqlite", folder / "centre.sqlite"
        for file in (mine, theirs):
            shutil.copy(template, file)
        return hasty(mine), hasty(theirs)

    return files


def hasty(file: Path) -> Database:
    """Open a file without waiting for the disk: processes crash in these tests, not machines."""
    database = Database(f"sqlite:///{file}")

    @event.listens_for(database.engine, "connect")
    def do_not_wait(driver_connection: DBAPIConnection, _record: object) -> None:
        driver_connection.cursor().execute("PRAGMA synchronous = OFF")

    return database


@pytest.fixture
def two_on_postgresql(postgresql_server: PostgresqlServer) -> Iterator[Databases]:
    """Give two databases that are emptied at every call."""
    with postgresql_server.database() as mine, postgresql_server.database() as theirs:

        def emptied() -> tuple[Database, Database]:
            databases = Database(mine), Database(theirs)
            for database in databases:
                with database.write() as connection:
                    connection.exec_driver_sql("DROP SCHEMA public CASCADE")
                    connection.exec_driver_sql("CREATE SCHEMA public")
                make_tables(database)
            return databases

        yield emptied


@pytest.fixture(autouse=True)
def projection_that_halts_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (folding, projector):
        monkeypatch.setattr(module, "FAILURES_IN_A_ROW", 3)


def on(databases: Databases, machine: type[Network] = Network) -> type[Network]:
    class Here(machine):  # type: ignore[misc, valid-type]  # which one, the test says
        def __init__(self) -> None:
            super().__init__(databases)

    return Here


def test_whatever_happens_all_is_told_once_on_sqlite(sqlite_files: Databases) -> None:
    run_state_machine_as_test(on(sqlite_files), settings=settings(calm, max_examples=80))


def test_whatever_happens_all_is_told_once_on_postgresql(two_on_postgresql: Databases) -> None:
    run_state_machine_as_test(on(two_on_postgresql), settings=settings(calm, max_examples=8))


def test_a_node_restored_from_a_backup_never_differs_in_silence(sqlite_files: Databases) -> None:
    machine = on(sqlite_files, RestoredNetwork)

    run_state_machine_as_test(machine, settings=settings(calm, max_examples=30))
