"""Listening: PostgreSQL's word that another process committed something to the journal.

A notification is a wake-up and no more: those sent while nobody listened are lost, so a relay looks
for itself every so often anyway (reliability.md 3).
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
import structlog
from sqlalchemy import make_url

from shared.messaging.journal import CHANNEL

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn

PAUSE = 5.0
"""Seconds until the next try, after the database could not be reached."""

log = structlog.get_logger()


def listen(database_url: str, wake: Callable[[], object]) -> NoReturn:
    """Call `wake` at every notification, for ever; whoever started this ends it."""
    url = make_url(database_url).set(drivername="postgresql")
    while True:
        try:
            with psycopg.connect(
                url.render_as_string(hide_password=False), autocommit=True, connect_timeout=10
            ) as connection:
                connection.execute(f"LISTEN {CHANNEL}")
                for _ in connection.notifies():
                    wake()
        except psycopg.Error as error:
            log.info("listens_again", error=str(error))
        time.sleep(PAUSE)
