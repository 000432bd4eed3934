"""A node in memory with a programme, two advisers and a client, before anything happened."""

from __future__ import annotations

import pytest

from services.consultations.application.accept_programme import accept_programme
from services.consultations.application.register_adviser import register_adviser
from services.consultations.application.register_client import register_client
from tests.unit.consultations.examples import (
    COLLEAGUE_ID,
    NOW,
    PROGRAMME,
    to_register_adviser,
    to_register_client,
)
from tests.unit.consultations.fakes import FakeWork


@pytest.fixture
def at_work() -> FakeWork:
    work = FakeWork()
    accept_programme(PROGRAMME, work)
    register_adviser(to_register_adviser(), work, NOW)
    colleague = to_register_adviser(adviser_id=COLLEAGUE_ID, full_name="Ewa Łoś")
    register_adviser(colleague, work, NOW)
    register_client(to_register_client(), work, NOW)
    work.journal.published.clear()
    return work
