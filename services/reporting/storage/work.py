"""One transaction over everything that a use case of reporting touches."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from services.reporting.application.ports import ReportingWork
from services.reporting.figures.measuring import Measures
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.storage.narratives import StoredNarratives
from services.reporting.storage.parked import StoredParked
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.reports import StoredReports
from shared.kernel.command import Command
from shared.messaging.commands import CommandLog, perform
from shared.messaging.journal import Journal
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.database import Database

CommandT = TypeVar("CommandT", bound=Command)


@dataclass(frozen=True, kw_only=True)
class StoredWork:
    """All that use cases touch, on one connection."""

    is_centre: bool
    programmes: StoredProgrammes
    reports: StoredReports
    narratives: StoredNarratives
    parked: StoredParked
    journal: Journal
    commands: CommandLog
    measures: Measures = field(default_factory=Measures)


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where commands are carried out: the database of one node's reporting."""

    database: Database
    source: str
    is_centre: bool

    def perform(
        self,
        command: CommandT,
        use_case: Callable[[CommandT, ReportingWork, datetime], object],
        now: datetime,
    ) -> dict[str, Any]:
        """Carry a command out, once; raise as `shared.messaging.commands.perform` does."""
        return perform(self.opened, command, use_case, now)

    @contextmanager
    def opened(self) -> Iterator[StoredWork]:
        """Open a transaction in which all is kept at the end, or nothing if anything is raised."""
        with self.database.write() as connection:
            yield self._work(connection)

    def _work(self, connection: Connection) -> StoredWork:
        return StoredWork(
            is_centre=self.is_centre,
            programmes=StoredProgrammes(connection),
            reports=StoredReports(connection),
            narratives=StoredNarratives(connection),
            parked=StoredParked(connection, MINISTRY_FACTS),
            journal=Journal(connection=connection, source=self.source, catalogue=CATALOGUE),
            commands=CommandLog(connection),
        )
