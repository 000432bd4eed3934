"""One way to let writers come one after another where no row stands for what they share."""

from __future__ import annotations

from sqlalchemy import Connection, text

_HOLD = text("SELECT pg_advisory_xact_lock(hashtext(:name))")


def hold(connection: Connection, name: str) -> None:
    """Wait for whoever holds the name, and hold it until the transaction ends.

    On SQLite a writer holds the whole database anyway.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(_HOLD, {"name": name})
