"""What somebody does who has the database's password and minds no guard; all is taken back."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, text

from shared.database import Database

TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"


@contextmanager
def attacking(database_url: str) -> Iterator[Connection]:
    """Open a transaction without guards, keys and checks, which is never committed."""
    database = Database(database_url)
    with database.engine.connect() as connection, connection.begin() as attack:
        if database.is_postgresql:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        else:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            # They would be checked at the commit, which never comes.
            connection.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
            for trigger in connection.execute(text(TRIGGERS)).scalars().all():
                connection.exec_driver_sql(f"DROP TRIGGER {trigger}")
        yield connection
        attack.rollback()
    database.close()
