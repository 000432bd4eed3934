"""One relay a journal: the second waits."""

from collections.abc import Iterator

import pytest

from shared.database import Database
from shared.messaging.relay_lock import RelayLock

SOURCE = "/nodes/spoldzielnia/parcels"


@pytest.fixture
def first(database_url: str) -> Iterator[RelayLock]:
    lock = RelayLock(Database(database_url), SOURCE)
    yield lock
    lock.release()


@pytest.fixture
def second(database_url: str) -> Iterator[RelayLock]:
    lock = RelayLock(Database(database_url), SOURCE)
    yield lock
    lock.release()


@pytest.mark.fault("F3")
def test_only_one_relay_holds_the_lock(first: RelayLock, second: RelayLock) -> None:
    assert [first.hold(), second.hold(), first.hold(), second.hold()] == [True, False, True, False]


def test_the_second_gets_it_once_the_first_lets_go(first: RelayLock, second: RelayLock) -> None:
    first.hold()
    second.hold()

    first.release()

    assert second.hold()
    assert not first.hold()


def test_the_lock_may_be_let_go_twice(first: RelayLock) -> None:
    first.hold()

    first.release()
    first.release()

    assert first.hold()


def test_on_postgresql_journals_of_two_sources_have_two_locks(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    locks = [RelayLock(database, SOURCE), RelayLock(database, "/nodes/spoldzielnia/grants")]

    assert [lock.hold() for lock in locks] == [True, True]

    for lock in locks:
        lock.release()


def test_on_postgresql_a_lost_connection_is_a_lost_lock(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    first, second = RelayLock(database, SOURCE), RelayLock(database, SOURCE)
    first.hold()

    with database.write() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_locks WHERE locktype = 'advisory'"
        )

    assert [second.hold(), first.hold()] == [True, False]
    second.release()
    assert first.hold()
    first.release()
    database.close()
