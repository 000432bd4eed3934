"""Reading a database that somebody may have damaged: values as they are stored, whatever they are.

Usual reading turns what is stored into what a column's type promises, and raises where it cannot.
Whoever looks for damage must be able to read all of it.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import type_coerce
from sqlalchemy.types import NullType

from shared.wire.envelope import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Label
    from sqlalchemy.sql.elements import KeyedColumnElement

    from shared.wire.envelope import Envelope

UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What reading a body raises that is no envelope of ours."""


def as_stored(*columns: KeyedColumnElement[Any]) -> list[Label[Any]]:
    """Return columns whose values come as the driver gives them, under their own names."""
    return [type_coerce(column, NullType()).label(column.key) for column in columns]


@contextmanager
def damaged_text_readable(connection: Connection) -> Iterator[None]:
    """Let text come whose bytes are no UTF-8; PostgreSQL cannot hold any."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name != "sqlite":
        yield
        return
    usual, driver.text_factory = driver.text_factory, _text
    try:
        yield
    finally:
        driver.text_factory = usual


def damage(connection: Connection) -> list[str]:
    """Return what SQLite's own check finds: rows that an index does not have, pages that are cut.

    PostgreSQL keeps checksums of its pages and has no such question.
    """
    if connection.dialect.name != "sqlite":
        return []
    told = connection.exec_driver_sql("PRAGMA integrity_check(10)").scalars().all()
    return [each for each in told if each != "ok"]


def envelope_in(body: object) -> Envelope | None:
    """Return what a body says of itself, or None if it says nothing that we understand."""
    try:
        return read(body) if isinstance(body, bytes) else None
    except UNREADABLE:
        return None


def _text(stored: bytes) -> str:
    return stored.decode(errors="replace")
