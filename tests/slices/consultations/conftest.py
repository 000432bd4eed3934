"""The service of a node over a real database, with a clock that stands still."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import services.consultations.storage.migrations
from services.consultations.application.accept_programme import accept_programme
from services.consultations.service import ConsultationsService
from services.consultations.storage.unit_of_work import unit_of_work
from shared.database import Database
from shared.migrations import upgrade
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


class StoppedClock:
    def now(self) -> datetime:
        return NOW


@pytest.fixture
def empty(sqlite_url: str) -> Iterator[ConsultationsService]:
    """Give the service of a node that has heard nothing from the centre yet."""
    (migrations,) = services.consultations.storage.migrations.__path__
    upgrade(sqlite_url, Path(migrations))
    service = ConsultationsService()
    service.database, service.clock, service.source = Database(sqlite_url), StoppedClock(), SOURCE
    yield service
    service.database.close()


@pytest.fixture
def service(empty: ConsultationsService) -> ConsultationsService:
    """Give the service of a node with a programme, an adviser and a client."""
    with unit_of_work(empty.database, SOURCE, CATALOGUE) as work:
        accept_programme(PROGRAMME, work)
    register_adviser(empty)
    empty.register_client(by_adviser(client_id=CLIENT_ID, **CLIENT))
    return empty
