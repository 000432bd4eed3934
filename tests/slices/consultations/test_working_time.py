"""Working time as a caller on the bus sees it: JSON in, JSON out, over a real database."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest

from services.consultations.domain.refusals import EndsBeforeItStarts
from services.consultations.sentences import sentence
from services.consultations.service import ConsultationsService
from services.consultations.storage.verification import compare_state_with_journal
from tests.slices.consultations.service_at_work import (
    ADVISER_ID,
    asking,
    by_adviser,
    by_coordinator,
)

DUTY_ID = str(UUID(int=51))
DUTY: dict[str, Any] = {
    "duty_id": DUTY_ID,
    "adviser_id": ADVISER_ID,
    "held_on": "2009-07-07",
    "started_at": "09:00",
    "ended_at": "13:00",
    "programme": "owss-2009",
}


def test_a_duty_is_recorded_and_corrected(service: ConsultationsService) -> None:
    service.record_duty(by_adviser(**DUTY))
    service.correct_duty(
        by_coordinator(
            duty_id=DUTY_ID,
            held_on="2009-07-07",
            started_at="09:00",
            ended_at="12:00",
            reason="wrong_date_or_time",
            remarks="Do dwunastej.",
            counted=True,
        )
    )

    history = service.record_history(asking(record_id=DUTY_ID))

    assert [change["after"] for change in history["changes"]] == ["Do dwunastej."]
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_a_duty_that_ends_before_it_starts_is_refused_in_its_own_words(
    service: ConsultationsService,
) -> None:
    with pytest.raises(EndsBeforeItStarts) as refusal:
        service.record_duty(by_adviser(**{**DUTY, "ended_at": "08:00"}))

    assert sentence(refusal.value).startswith("Koniec o\u00a008:00 nie może być przed początkiem")
