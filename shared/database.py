"""A service's database: PostgreSQL in production, SQLite as the embedded default.

One way to write and one way to read, the same on both. A writer gets a transaction that holds the
database's write lock from its first statement on SQLite (so that nobody is refused half-way); a
reader gets a snapshot that does not move while it reads.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from datetime import UTC
from typing import TYPE_CHECKING

from sqlalchemy import DateTime, TypeDecorator, create_engine, event
from sqlalchemy.exc import OperationalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Dialect, Engine
    from sqlalchemy.engine.interfaces import DBAPIConnection

WRITE_LOCK_LIMIT = 30.0
"""Seconds that a writer on SQLite waits for the write lock before it gives up."""

WRITE_LOCK_PAUSE = 0.01
"""Seconds between two tries for the write lock."""


class Moment(TypeDecorator["datetime"]):
    """A moment in UTC; SQLite forgets the zone, so it is given back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: nobody could say when it was."""
        del dialect
        if value is None:
            return None
        if value.tzinfo is None:
            message = f"{value!r} has no time zone"
            raise ValueError(message)
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return the moment in UTC."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Database:
    """Transactions on one database, and a word to whoever waits for a commit."""

    def __init__(self, url: str) -> None:
        """Open nothing yet: the first transaction does."""
        self.url = url
        self.engine = _sqlite(url) if url.startswith("sqlite") else create_engine(url)
        self._after_commit: list[Callable[[], object]] = []

    @property
    def is_postgresql(self) -> bool:
        """Whether the database is a PostgreSQL server."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def write(self, *, wakes: bool = True) -> Iterator[Connection]:
        """Open a transaction that is committed at the end, or rolled back if anything is raised.

        Whoever waits for a commit is told, unless the writer says that it left nothing to do.
        """
        with self.engine.begin() as connection:
            yield connection
        if wakes:
            for tell in self._after_commit:
                tell()

    @contextmanager
    def rehearse(self) -> Iterator[Connection]:
        """Open a transaction of which nothing is ever kept: to see what a change would meet."""
        with self.engine.connect() as connection, connection.begin() as transaction:
            try:
                yield connection
            finally:
                transaction.rollback()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Open a snapshot for reading; nothing can be written through it."""
        with self.engine.connect() as connection:
            if self.is_postgresql:
                connection.execution_options(
                    isolation_level="REPEATABLE READ", postgresql_readonly=True
                )
            else:
                connection.execution_options(owss_read_only=True)
            with connection.begin():
                yield connection

    def after_commit(self, tell: Callable[[], object]) -> None:
        """Call `tell` after every commit of a writer in this process."""
        self._after_commit.append(tell)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _sqlite(url: str) -> Engine:
    """Return an engine whose transactions begin when we say so, with the lock that we say.

    The driver's own busy timeout is 0: it would hold the whole process of green threads still
    (measured: 3 s). `time.sleep` gives way to them where the process is patched, and to other
    threads where it is not.
    """
    engine = create_engine(url, connect_args={"timeout": 0, "check_same_thread": False})

    @event.listens_for(engine, "connect")
    def configure(driver_connection: DBAPIConnection, _record: object) -> None:
        driver_connection.isolation_level = None
        cursor = driver_connection.cursor()
        _retried(lambda: cursor.execute("PRAGMA journal_mode = WAL"))
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        # Or else INSERT OR REPLACE would remove a row without asking the triggers that refuse it.
        cursor.execute("PRAGMA recursive_triggers = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("owss_read_only"):
            connection.exec_driver_sql("PRAGMA query_only = ON")
            _retried(lambda: _begin_reading(connection))
        else:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            _retried(lambda: connection.exec_driver_sql("BEGIN IMMEDIATE"))

    return engine


def _begin_reading(connection: Connection) -> None:
    """Take the snapshot now, and not with the first question.

    A reader never waits for a writer, but it does for whoever recovers the file after a crash, or
    is the last to close it.
    """
    connection.exec_driver_sql("BEGIN DEFERRED")
    connection.exec_driver_sql("SELECT 1 FROM sqlite_master LIMIT 1").close()


def _retried(attempt: Callable[[], object]) -> None:
    """Try until nobody else holds the lock; raise what SQLite says if the limit is reached."""
    give_up_at = time.monotonic() + WRITE_LOCK_LIMIT
    while True:
        try:
            attempt()
        except Exception as error:
            if not _is_locked(error) or time.monotonic() > give_up_at:
                raise
            time.sleep(WRITE_LOCK_PAUSE)
        else:
            return


def _is_locked(error: Exception) -> bool:
    cause = error.orig if isinstance(error, OperationalError) else error
    return "database is locked" in str(cause)
