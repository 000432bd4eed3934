"""One transaction over everything that a use case of reporting touches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from services.reporting.storage.programmes import StoredProgrammes
from shared.kernel.command import Command
from shared.messaging.commands import CommandLog
from shared.messaging.journal import Journal
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.database import Database

CommandT = TypeVar("CommandT", bound=Command)


@dataclass(frozen=True, kw_only=True)
class StoredWork:
    """The programmes and the journal, on one connection."""

    connection: Connection
    programmes: StoredProgrammes
    journal: Journal


def perform(
    database: Database,
    source: str,
    command: CommandT,
    use_case: Callable[[CommandT, StoredWork, datetime], object],
    now: datetime,
) -> dict[str, Any]:
    """Carry a command out in one transaction, once, and return its answer as JSON members."""
    with database.write() as connection:
        work = StoredWork(
            connection=connection,
            programmes=StoredProgrammes(connection),
            journal=Journal(connection=connection, source=source, catalogue=CATALOGUE),
        )
        return CommandLog(connection).once(command, lambda: use_case(command, work, now))
