"""One relay a journal: whoever comes second waits, and says so."""

from __future__ import annotations

import fcntl
from hashlib import sha256
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import psycopg
from sqlalchemy import make_url

if TYPE_CHECKING:
    from shared.database import Database


class RelayLock:
    """A session advisory lock on a connection of its own, or a locked file beside SQLite's."""

    def __init__(self, database: Database, source: str) -> None:
        """Hold nothing yet."""
        self._database = database
        self._key = int.from_bytes(sha256(source.encode()).digest()[:8], signed=True)
        self._connection: psycopg.Connection[Any] | None = None
        self._file: IO[bytes] | None = None

    def hold(self) -> bool:
        """Tell whether this relay holds the lock, after trying for it if it does not."""
        if self._database.is_postgresql:
            return self._hold_advisory_lock()
        return self._file is not None or self._lock_file()

    def release(self) -> None:
        """Let another relay have it."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
        file, self._file = self._file, None
        if file is not None:
            file.close()

    def _hold_advisory_lock(self) -> bool:
        if self._connection is not None:
            try:
                self._connection.execute("SELECT 1")
            except psycopg.Error:
                self.release()
            else:
                return True
        url = make_url(self._database.url).set(drivername="postgresql")
        connection = psycopg.connect(
            url.render_as_string(hide_password=False), autocommit=True, connect_timeout=10
        )
        taken = connection.execute("SELECT pg_try_advisory_lock(%s)", (self._key,)).fetchone()
        if taken is None or not taken[0]:
            connection.close()
            return False
        self._connection = connection
        return True

    def _lock_file(self) -> bool:
        database = make_url(self._database.url).database or ""
        file = Path(f"{database}.relay").open("ab")  # noqa: SIM115 - open as long as the lock is held
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.close()
            return False
        self._file = file
        return True
