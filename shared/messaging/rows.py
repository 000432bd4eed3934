"""Writing many rows, the same on PostgreSQL and SQLite, with what each of them is good at."""

from __future__ import annotations

import re
import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import column, delete, insert, select
from sqlalchemy import table as table_clause
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import StatementError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sqlalchemy import Column, Connection, Dialect, Table, TableClause

COPY_FROM = 20
"""Rows from which COPY is worth its three statements."""

_NOT_STORABLE = re.compile("[\x00\ud800-\udfff]")


class RowsRefused(Exception):
    """The database refused rows because of what they hold, not because it is in trouble."""


@contextmanager
def refusing_rows() -> Iterator[None]:
    """Raise RowsRefused for errors that are the rows' fault; let all other errors pass."""
    try:
        yield
    except (StatementError, psycopg.Error, ValueError, TypeError, OverflowError) as error:
        # COPY speaks to the driver itself; everything else comes wrapped by SQLAlchemy.
        cause = error.orig if isinstance(error, StatementError) and error.orig else error
        if not _is_fault_of_rows(cause):
            raise
        raise RowsRefused(str(cause)) from error


def _is_fault_of_rows(cause: BaseException) -> bool:
    """Tell a value that cannot be stored from a database that cannot be used."""
    if isinstance(cause, psycopg.ProgrammingError):
        # Without a state it is no word of the server: the driver has no form for a value.
        return cause.sqlstate is None
    if isinstance(cause, sqlite3.ProgrammingError | sqlite3.InterfaceError):
        return "binding parameter" in str(cause)
    if isinstance(cause, psycopg.Error | sqlite3.Error):
        return isinstance(
            cause,
            psycopg.DataError | psycopg.IntegrityError | sqlite3.DataError | sqlite3.IntegrityError,
        )
    # No driver's error at all: a value could not even be handed to the driver.
    return True


def storable(text: str, limit: int) -> str:
    """Return a text as both databases can hold it, for what came from outside or from an error."""
    return _NOT_STORABLE.sub("\N{REPLACEMENT CHARACTER}", text[:limit])


def insert_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """Insert the rows whose key is not there yet, and return how many those were."""
    if connection.dialect.name == "postgresql":
        if len(rows) >= COPY_FROM:
            return _copy_new(connection, table, rows)
        statement: Any = postgresql.insert(table).on_conflict_do_nothing()
    else:
        statement = sqlite.insert(table).on_conflict_do_nothing()
    # Without being asked, SQLAlchemy does not keep the count of an INSERT.
    return connection.execute(
        statement, list(rows), execution_options={"preserve_rowcount": True}
    ).rowcount


def insert_many(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns; a key that is there already is an error."""
    if connection.dialect.name == "postgresql" and len(rows) >= COPY_FROM:
        _copy(connection, table, table.name, rows)
    else:
        connection.execute(insert(table), list(rows))


def upsert(
    connection: Connection,
    table: Table,
    *,
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    add: Sequence[str] = (),
) -> None:
    """Insert one row, or change the one with this key; columns in `add` are summed up."""
    upsert_many(connection, table, [{**key, **values}], key=tuple(key), add=add)


def upsert_many(
    connection: Connection,
    table: Table,
    rows: Sequence[Mapping[str, Any]],
    *,
    key: Sequence[str],
    add: Sequence[str] = (),
) -> None:
    """Insert rows of the same columns, or change those with their keys, as `upsert` does."""
    is_postgresql = connection.dialect.name == "postgresql"
    dialect: Any = postgresql if is_postgresql else sqlite
    statement = dialect.insert(table)
    changed = {
        name: table.c[name] + statement.excluded[name] if name in add else statement.excluded[name]
        for name in rows[0]
        if name not in key
    }
    if not is_postgresql or len(rows) < COPY_FROM:
        changing = statement.on_conflict_do_update(index_elements=list(key), set_=changed)
        connection.execute(changing, list(rows))
        return
    with _arrived(connection, table, rows) as arrived:
        taken = statement.from_select(list(rows[0]), select(*(arrived.c[name] for name in rows[0])))
        connection.execute(taken.on_conflict_do_update(index_elements=list(key), set_=changed))


def _copy_new(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> int:
    """COPY the rows as if all of them were new, which they are but after a crash or a resend."""
    try:
        with connection.begin_nested():
            _copy(connection, table, table.name, rows)
    except psycopg.errors.UniqueViolation:
        return _copy_what_is_new(connection, table, rows)
    return len(rows)


def _copy_what_is_new(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> int:
    """COPY into a temporary table and take over what is not there yet."""
    with _arrived(connection, table, rows) as arrived:
        names = list(rows[0])
        taken = postgresql.insert(table).from_select(
            names, select(*(arrived.c[name] for name in names))
        )
        # Without being asked, SQLAlchemy does not keep the count of an INSERT.
        return connection.execute(
            taken.on_conflict_do_nothing(), execution_options={"preserve_rowcount": True}
        ).rowcount


@contextmanager
def _arrived(
    connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]
) -> Iterator[TableClause]:
    """COPY rows into a temporary table like another, which is empty again afterwards."""
    name = f"arriving_{table.name}"
    connection.exec_driver_sql(
        f'CREATE TEMPORARY TABLE IF NOT EXISTS "{name}" (LIKE "{table.name}") ON COMMIT DELETE ROWS'
    )
    _copy(connection, table, name, rows)
    arrived = table_clause(name, *(column(each) for each in rows[0]))
    yield arrived
    connection.execute(delete(arrived))


def _copy(
    connection: Connection, table: Table, target: str, rows: Sequence[Mapping[str, Any]]
) -> None:
    """COPY rows with the columns of a table, prepared as its types ask for, into a target."""
    names = tuple(rows[0])
    columns = ", ".join(f'"{name}"' for name in names)
    prepared = [
        (place, prepare)
        for place, name in enumerate(names)
        if (prepare := _preparing(connection.dialect, table.c[name])) is not None
    ]
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{target}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            values = [row[name] for name in names]
            for place, prepare in prepared:
                values[place] = prepare(values[place])
            copy.write_row(values)


def _preparing(dialect: Dialect, column: Column[Any]) -> Callable[[Any], Any] | None:
    """Return what makes the driver's value of ours; `None` if they are the same."""
    return column.type.dialect_impl(dialect).bind_processor(dialect)
