"""The service as a caller on the bus sees it, over a real database, once of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from services.node.runtime import MIGRATIONS
from services.reporting.service import ReportingService
from shared.database import Database
from shared.messaging.control import ControlMessage
from shared.messaging.runtime import Runtime
from shared.wire.published import CATALOGUE
from tests.slices.reporting.submitting import OFFICER, Officer, heard
from tests.storage.reporting.advice_told import NOW, Node, Reporting
from tests.unit.reporting.report_sample import the_programme


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@dataclass
class Watchdog:
    """Remembers what each turn was given to send."""

    turns: list[Sequence[tuple[str, ControlMessage]]] = field(default_factory=list)

    def turn(self, more: Sequence[tuple[str, ControlMessage]] = ()) -> None:
        self.turns.append(list(more))


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS["reporting"]


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    database = Database(migrated_url)
    yield database
    database.close()


@pytest.fixture
def watchdog() -> Watchdog:
    return Watchdog()


@pytest.fixture
def service(database: Database, watchdog: Watchdog) -> ReportingService:
    """Give the service of a centre that has heard nothing yet."""
    service: Any = ReportingService()
    service.database = database
    service.source = "/nodes/cistor/reporting"
    service.clock = StoppedClock()
    service.watchdog = watchdog
    service.runtime = Runtime(
        node="cistor",
        is_centre=True,
        installation=UUID(int=1),
        broker_url="amqp://cistor.services:secret@localhost/cistor",
        databases={"reporting": database},
        clock=StoppedClock(),
        wall_clock=StoppedClock(),
        catalogue=CATALOGUE,
        say=print,
    )
    made: ReportingService = service
    return made


@pytest.fixture
def reporting(database: Database) -> Reporting:
    return Reporting(database)


@pytest.fixture
def officer(service: ReportingService) -> Officer:
    """Give an officer at whose centre the programme is in force."""
    officer = Officer(service, OFFICER)
    officer.publish()
    return officer


@pytest.fixture
def nodes(reporting: Reporting) -> dict[str, Node]:
    """Give the nodes of the programme, enrolled and complete."""
    nodes = {partner.node: Node(partner.node) for partner in the_programme().partners}
    reporting.expect(*nodes.values())
    for node in nodes.values():
        heard(reporting, node)
    return nodes


@pytest.fixture
def zarska(nodes: dict[str, Node]) -> Node:
    return nodes["zarska"]
