"""The service of a node over a real database, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.fernet import Fernet

from services.consultations.application.accept_programme import accept_programme
from services.consultations.service import ConsultationsService
from services.consultations.storage.unit_of_work import unit_of_work
from services.node.runtime import MIGRATIONS
from shared.database import Database
from shared.messaging.control import MatchList
from shared.messaging.runtime import Runtime
from shared.wire.published import CATALOGUE
from tests.slices.consultations.service_at_work import (
    CLIENT,
    CLIENT_ID,
    SOURCE,
    by_adviser,
    register_adviser,
)
from tests.unit.consultations.examples import PROGRAMME

NOW = datetime(2009, 7, 7, 12, 0, tzinfo=UTC)


@dataclass(frozen=True)
class StoppedClock:
    moment: datetime = NOW

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS["consultations"]


@pytest.fixture
def empty(migrated_sqlite_url: str, told: list[MatchList]) -> Iterator[ConsultationsService]:
    """Give the service of a node that has heard nothing from the centre yet."""
    service: Any = ConsultationsService()
    service.database, service.clock = Database(migrated_sqlite_url), StoppedClock()
    service.source = SOURCE
    service.relaying = Relay(told)
    service.runtime = Runtime(
        node="zarska",
        is_centre=False,
        installation=UUID(int=1),
        broker_url="amqp://zarska.services:secret@localhost/zarska",
        databases={"consultations": service.database},
        clock=StoppedClock(),
        wall_clock=StoppedClock(),
        catalogue=CATALOGUE,
        say=print,
        pesel_key=Fernet.generate_key(),
        programme_key=b"the key of the programme, 32 byte",
    )
    yield service
    service.database.close()


@dataclass(frozen=True)
class Relay:
    """Remembers what it was asked to tell."""

    told: list[MatchList]

    def tell(self, *messages: MatchList) -> None:
        self.told.extend(messages)


@pytest.fixture
def told() -> list[MatchList]:
    """Give what the service tells without a journal."""
    return []


@pytest.fixture
def service(empty: ConsultationsService) -> ConsultationsService:
    """Give the service of a node with a programme, an adviser and a client."""
    with unit_of_work(empty.database, SOURCE, CATALOGUE) as work:
        accept_programme(PROGRAMME, work)
    register_adviser(empty)
    empty.register_client(by_adviser(client_id=CLIENT_ID, **CLIENT))
    return empty
