"""What a transaction promises, the same on both databases."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, event, func, insert, select
from sqlalchemy.exc import DBAPIError, OperationalError, StatementError

from shared import database as database_module
from shared.database import Database, Moment

LIMIT = 20


class Crash(Exception):
    """The process ends here."""


metadata = MetaData()
card = Table(
    "card",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("approved_at", Moment, nullable=True),
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    with opened.write() as connection:
        metadata.create_all(connection)
    yield opened
    opened.close()


@pytest.fixture
def sqlite(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    with opened.write() as connection:
        metadata.create_all(connection)
    yield opened
    opened.close()


def cards(database: Database) -> list[int]:
    with database.read() as connection:
        return list(connection.execute(select(card.c.number).order_by(card.c.number)).scalars())


def add(database: Database, number: int) -> None:
    with database.write() as connection:
        connection.execute(insert(card).values(number=number))


def test_what_was_written_is_there_after_the_end(database: Database) -> None:
    add(database, 1)

    assert cards(database) == [1]


def test_nothing_is_kept_if_anything_is_raised(database: Database) -> None:
    with suppress(Crash), database.write() as connection:
        connection.execute(insert(card).values(number=1))
        raise Crash

    assert cards(database) == []


def test_a_snapshot_does_not_move_while_it_is_read(database: Database) -> None:
    add(database, 1)

    with database.read() as connection:
        before = connection.execute(select(func.count()).select_from(card)).scalar_one()
        add(database, 2)
        after = connection.execute(select(func.count()).select_from(card)).scalar_one()

    assert (before, after) == (1, 1)
    assert cards(database) == [1, 2]


def test_on_sqlite_a_snapshot_is_taken_when_reading_begins(sqlite: Database) -> None:
    with sqlite.read() as connection:
        add(sqlite, 1)
        seen = connection.execute(select(func.count()).select_from(card)).scalar_one()

    assert seen == 0


def test_a_reader_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"read-?only"), database.read() as connection:
        connection.execute(insert(card).values(number=1))

    assert cards(database) == []


def test_a_connection_that_was_used_for_reading_can_write_again(database: Database) -> None:
    with database.read():
        pass

    add(database, 1)

    assert cards(database) == [1]


def test_whoever_waits_for_commits_is_told_after_the_commit(database: Database) -> None:
    seen: list[list[int]] = []
    database.after_commit(lambda: seen.append(cards(database)))

    add(database, 1)

    assert seen == [[1]]


def test_a_writer_may_leave_nobody_anything_to_do(database: Database) -> None:
    told: list[None] = []
    database.after_commit(lambda: told.append(None))

    with database.write(wakes=False) as connection:
        connection.execute(insert(card).values(number=1))

    assert told == []
    assert cards(database) == [1]


def test_nobody_is_told_of_a_rollback_or_of_reading(database: Database) -> None:
    told: list[None] = []
    database.after_commit(lambda: told.append(None))

    with suppress(Crash), database.write():
        raise Crash
    with database.read():
        pass

    assert told == []


def test_on_sqlite_a_second_writer_waits_and_then_succeeds(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits = threading.Event()
    monkeypatch.setattr("shared.database.time.sleep", lambda _seconds: waits.set())
    second = threading.Thread(target=add, args=(sqlite, 2))

    with sqlite.write() as connection:
        # The lock is held from the beginning, and not from the first change.
        second.start()
        assert waits.wait(LIMIT)
        connection.execute(insert(card).values(number=1))
        seen_meanwhile = connection.execute(select(card.c.number)).scalars().all()
    second.join(LIMIT)

    assert seen_meanwhile == [1]
    assert cards(sqlite) == [1, 2]


def test_on_sqlite_a_writer_who_waited_too_long_is_refused(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Database(sqlite.url)
    monkeypatch.setattr(database_module, "WRITE_LOCK_LIMIT", 0.0)

    with sqlite.write(), pytest.raises(OperationalError, match="locked"), other.write():
        pass
    other.close()

    add(sqlite, 1)
    assert cards(sqlite) == [1]


def test_on_sqlite_a_reader_waits_for_whoever_has_the_file_for_itself(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(sqlite, 1)
    sqlite.close()
    # As recovery after a crash does, or the last one who closes the file.
    owner = sqlite3.connect(sqlite.url.removeprefix("sqlite:///"), isolation_level=None)
    owner.execute("PRAGMA locking_mode = EXCLUSIVE")
    owner.execute("BEGIN IMMEDIATE")
    waited: list[float] = []

    def let_go(seconds: float) -> None:
        waited.append(seconds)
        owner.close()

    monkeypatch.setattr("shared.database.time.sleep", let_go)

    assert cards(sqlite) == [1]
    assert waited


def test_on_sqlite_a_reader_begins_anew_if_it_was_locked_out(
    sqlite: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(sqlite, 1)
    tries: list[str] = []

    def locked_at_first(_cursor: object, statement: str, *_: object) -> None:
        if "sqlite_master" in statement:
            tries.append(statement)
            if len(tries) == 1:
                raise sqlite3.OperationalError("database is locked")

    monkeypatch.setattr(database_module, "WRITE_LOCK_PAUSE", 0.0)
    event.listen(sqlite.engine.dialect, "do_execute_no_params", locked_at_first)
    event.listen(sqlite.engine.dialect, "do_execute", locked_at_first)

    assert cards(sqlite) == [1]
    assert len(tries) == 2


def test_an_error_that_is_no_lock_is_not_tried_again() -> None:
    missing = Database("sqlite:////nowhere/at/all.sqlite")

    with pytest.raises(OperationalError, match="unable to open"), missing.write():
        pass


def test_on_sqlite_replacing_a_row_asks_the_triggers_too(sqlite: Database) -> None:
    with sqlite.write() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER only_grows BEFORE DELETE ON card BEGIN "
            "SELECT RAISE(ABORT, 'card only grows'); END"
        )
    add(sqlite, 1)

    with pytest.raises(DBAPIError, match="only grows"), sqlite.write() as connection:
        connection.exec_driver_sql("INSERT OR REPLACE INTO card (number) VALUES (1)")

    assert cards(sqlite) == [1]


def test_a_moment_comes_back_in_utc(database: Database) -> None:
    summer = timezone(timedelta(hours=2))
    with database.write() as connection:
        given = datetime(2009, 6, 1, 10, 30, tzinfo=summer)
        connection.execute(insert(card).values(number=1, approved_at=given))
        connection.execute(insert(card).values(number=2))

    with database.read() as connection:
        moments = connection.execute(select(card.c.approved_at).order_by(card.c.number))

        assert list(moments.scalars()) == [datetime(2009, 6, 1, 8, 30, tzinfo=UTC), None]


def test_a_moment_without_a_zone_is_refused(database: Database) -> None:
    nowhere = datetime(2009, 6, 1, 10, 30)  # noqa: DTZ001 - that is what is refused

    with (
        pytest.raises(StatementError, match="no time zone"),
        database.write() as connection,
    ):
        connection.execute(insert(card).values(number=1, approved_at=nowhere))


def test_a_database_says_which_one_it_is(database_url: str) -> None:
    opened = Database(database_url)

    assert opened.is_postgresql == database_url.startswith("postgresql")
