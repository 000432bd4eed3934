"""Working time as a caller on the bus sees it: JSON in, JSON out, over a real database."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from marshmallow import ValidationError

from services.consultations.domain.refusals import EndsBeforeItStarts
from services.consultations.sentences import sentence
from services.consultations.service import ConsultationsService
from services.consultations.storage.verification import compare_state_with_journal
from tests.slices.consultations.service_at_work import (
    ADVISER_ID,
    CARD_ID,
    CLIENT_ID,
    asking,
    by_adviser,
    by_coordinator,
    draft,
)

DUTY_ID, APPOINTMENT_ID = str(UUID(int=51)), str(UUID(int=61))
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


def test_a_client_books_a_free_hour_and_comes(service: ConsultationsService) -> None:
    tuesday = {"weekday": 2, "started_at": "09:00", "ended_at": "13:00"}
    service.set_working_hours(
        by_adviser(adviser_id=ADVISER_ID, valid_from="2009-06-01", hours=[tuesday])
    )
    service.set_working_exception(
        by_adviser(adviser_id=ADVISER_ID, day="2009-07-14", kind="absent", hours=[])
    )
    free = asking(adviser_id=ADVISER_ID, first="2009-07-06", last="2009-07-19")
    before = service.free_slots(free)
    service.request_advice(
        by_adviser(
            appointment_id=APPOINTMENT_ID,
            programme="owss-2009",
            client_id=CLIENT_ID,
            field_of_advice="legal",
            form_of_contact="in_person",
            wish="Statut.",
        )
    )
    agreed = {"adviser_id": ADVISER_ID, "held_on": "2009-07-07"}
    times = {"started_at": "10:00", "ended_at": "11:30"}
    service.schedule_advice(by_adviser(appointment_id=APPOINTMENT_ID, **agreed, **times))
    after = service.free_slots(free)
    draft(service, appointment_id=APPOINTMENT_ID)

    appointment = service.appointment(asking(appointment_id=APPOINTMENT_ID))

    assert before["slots"] == [
        {"day": "2009-07-07", "started_at": "09:00", "ended_at": "13:00", "minutes": 240}
    ]
    assert [slot["minutes"] for slot in after["slots"]] == [60, 90]
    assert appointment == {
        "appointment_id": APPOINTMENT_ID,
        "programme": "owss-2009/1",
        "version": 3,
        "state": "held",
        "client_id": CLIENT_ID,
        "client_kind": "individual",
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
        "wish": "Statut.",
        "requested_on": "2009-07-07",
        "agreement": {**agreed, **times, "outside_hours": False},
        "cancellation": None,
    }
    assert service.card(asking(card_id=CARD_ID))["appointment_id"] == APPOINTMENT_ID
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        ("2009-07-07", "2009-07-06", "Podaj ostatni dzień nie wcześniejszy niż pierwszy."),
        ("2009-07-07", "2010-07-08", "Skróć okres: najwyżej 366 dni."),
    ],
)
def test_a_period_has_a_day_and_not_too_many(
    service: ConsultationsService, first: str, last: str, sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        service.free_slots(asking(adviser_id=ADVISER_ID, first=first, last=last))

    assert refused.value.messages == {"last": [sentence]}
