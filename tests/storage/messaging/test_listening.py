"""PostgreSQL's word that another process committed something, also after a lost connection."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from queue import Queue
from threading import Thread

import pytest
from structlog.testing import capture_logs

from services.node.own_processes import wait_until
from shared.database import Database
from shared.messaging import listening
from shared.messaging.journal import CHANNEL

LIMIT = 20.0
LISTENING = (
    "FROM pg_stat_activity WHERE datname = current_database() AND starts_with(query, 'LISTEN')"
)


class Enough(Exception):
    """Ends the listening, which otherwise goes on for ever."""


class Sleeper:
    """Is woken, and says so to the test, until it has had enough."""

    def __init__(self) -> None:
        self.woken: Queue[None] = Queue()
        self.has_enough = False

    def wake(self) -> None:
        self.woken.put(None)
        if self.has_enough:
            raise Enough


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    database = Database(postgresql_url)
    yield database
    database.close()


@contextmanager
def listened(database: Database) -> Iterator[Sleeper]:
    sleeper = Sleeper()

    def listen() -> None:
        with suppress(Enough):
            listening.listen(database.url, sleeper.wake)

    # Where a test has failed it would go on for ever, and must not hold up the end of the run.
    listener = Thread(target=listen, daemon=True)
    listener.start()
    wait_until_it_listens(database)
    yield sleeper
    sleeper.has_enough = True
    notify(database)
    listener.join(LIMIT)
    assert not listener.is_alive()


def wait_until_it_listens(database: Database) -> None:
    def listens() -> bool:
        with database.read() as connection:
            return connection.exec_driver_sql(f"SELECT pid {LISTENING}").first() is not None

    assert wait_until(listens, LIMIT)


def notify(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql(f"NOTIFY {CHANNEL}")


def test_each_commit_that_notifies_wakes(database: Database) -> None:
    with listened(database) as sleeper:
        for _ in range(2):
            notify(database)
            sleeper.woken.get(timeout=LIMIT)


def test_after_the_connection_was_lost_it_listens_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "PAUSE", 0.01)

    with capture_logs() as logs, listened(database) as sleeper:
        with database.write() as connection:
            connection.exec_driver_sql(f"SELECT pg_terminate_backend(pid, 10000) {LISTENING}")
        wait_until_it_listens(database)
        notify(database)
        sleeper.woken.get(timeout=LIMIT)

    assert [log["event"] for log in logs] == ["listens_again"]
