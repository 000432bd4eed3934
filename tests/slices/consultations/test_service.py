"""The service as a caller on the bus sees it: JSON in, JSON out, over a real database."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from marshmallow import ValidationError
from nameko.exceptions import deserialize, serialize

import services.consultations.storage.migrations
from services.consultations.application.accept_programme import accept_programme
from services.consultations.domain.refusals import (
    AdviserNotActive,
    ApproverIsAdviser,
    CardNotFound,
    NoProgramme,
)
from services.consultations.sentences import sentence
from services.consultations.service import EXPECTED, ConsultationsService
from services.consultations.storage.unit_of_work import unit_of_work
from services.consultations.storage.verification import compare_state_with_journal
from shared.database import Database
from shared.kernel.command import NotAuthorised
from shared.migrations import upgrade
from shared.wire.published import CATALOGUE
from tests.unit.consultations.examples import PROGRAMME

SOURCE = "/nodes/zarska/consultations"
NOW = datetime(2009, 7, 7, 12, 0, tzinfo=UTC)
ADVISER_ID, COORDINATOR_ID, CLIENT_ID, CARD_ID = (
    str(UUID(int=number)) for number in (1, 9, 21, 41)
)
Request = dict[str, Any]


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


CLIENT = {
    "client_kind": "individual",
    "name": "Jan Żak",
    "email": "jan@example.org",
    "phone": "",
    "sex": "male",
    "age_band": "refused",
    "gmina": "torun",
    "status": "unemployed",
}
ADVICE = {
    "held_on": "2009-07-07",
    "started_at": "10:00",
    "ended_at": "11:30",
    "field_of_advice": "legal",
    "form_of_contact": "in_person",
    "client_ids": [CLIENT_ID],
    "adviser_ids": [ADVISER_ID],
}
CONTENT = {
    **ADVICE,
    "subject": "Statut spółdzielni",
    "advice_given": "Omówiono zmianę statutu.",
    "agreed_steps": "",
    "persons_present": "",
}


def by_adviser(**members: object) -> Request:
    actor = {"staff_id": ADVISER_ID, "roles": ["adviser"]}
    return {"command_id": str(uuid4()), "actor": actor, **members}


def by_coordinator(**members: object) -> Request:
    actor = {"staff_id": COORDINATOR_ID, "roles": ["coordinator"]}
    return {"command_id": str(uuid4()), "actor": actor, **members}


def asking(**members: object) -> Request:
    return {"actor": {"staff_id": ADVISER_ID, "roles": ["adviser"]}, **members}


def register_adviser(service: ConsultationsService, adviser_id: str = ADVISER_ID) -> None:
    service.register_adviser(
        by_coordinator(
            adviser_id=adviser_id,
            full_name="Anna Zięba",
            staff_role="consultant",
            active_from="2009-06-01",
        )
    )


def draft(service: ConsultationsService, **changes: object) -> dict[str, Any]:
    draft = {"card_id": CARD_ID, "programme": "owss-2009", **CONTENT, **changes}
    return service.draft_card(by_adviser(**draft))


def test_a_card_goes_through_its_whole_life(service: ConsultationsService) -> None:
    drafted = draft(service)
    service.sign_card(by_adviser(card_id=CARD_ID))
    service.return_card(by_coordinator(card_id=CARD_ID, reason="incomplete", remarks="Ustalenia?"))
    changed = {**CONTENT, "agreed_steps": "Walne w sierpniu."}
    service.change_card(by_adviser(card_id=CARD_ID, expected_version=3, **changed))
    service.sign_card(by_adviser(card_id=CARD_ID))
    service.approve_card(by_coordinator(card_id=CARD_ID))
    service.confirm_advice(by_adviser(card_id=CARD_ID, confirmed_on="2009-07-07", means="paper"))
    right = {**ADVICE, "ended_at": "12:00"}
    service.correct_card(
        by_coordinator(
            card_id=CARD_ID, reason="wrong_date_or_time", remarks="Do 12.", counted=True, **right
        )
    )

    card = service.card(asking(card_id=CARD_ID))

    assert drafted == {"card_id": CARD_ID, "card_number": "1/2009/zarska", "minutes": 90}
    assert card == {
        "card_id": CARD_ID,
        "card_number": "1/2009/zarska",
        "programme": "owss-2009/1",
        "version": 8,
        "state": "approved",
        "counted": True,
        "drafted_at": "2009-07-07T12:00:00+00:00",
        "held_on": "2009-07-07",
        "started_at": "10:00",
        "ended_at": "12:00",
        "minutes": 120,
        "field_of_advice": "legal",
        "form_of_contact": "in_person",
        "support_path_id": None,
        "appointment_id": None,
        "clients": [
            {
                "client_id": CLIENT_ID,
                "client_kind": "individual",
                "sex": "male",
                "age_band": "refused",
                "gmina": "torun",
                "status": "unemployed",
            }
        ],
        "adviser_ids": [ADVISER_ID],
        "subject": "Statut spółdzielni",
        "advice_given": "Omówiono zmianę statutu.",
        "agreed_steps": "Walne w sierpniu.",
        "persons_present": "",
        "signature": {"signed_by": ADVISER_ID, "signed_on": "2009-07-07"},
        "last_return": {
            "returned_by": COORDINATOR_ID,
            "reason": "incomplete",
            "remarks": "Ustalenia?",
        },
        "approved_by": COORDINATOR_ID,
        "confirmation": {"confirmed_on": "2009-07-07", "means": "paper"},
        "corrections": [
            {
                "number": 1,
                "reason": "wrong_date_or_time",
                "remarks": "Do 12.",
                "counted": True,
                "corrected_by": COORDINATOR_ID,
                "corrected_at": "2009-07-07T12:00:00+00:00",
            }
        ],
    }
    with service.database.read() as connection:
        assert list(compare_state_with_journal(connection)) == []


def test_what_has_not_happened_to_a_card_is_null(service: ConsultationsService) -> None:
    draft(service)

    card = service.card(asking(card_id=CARD_ID))

    nothing = ("signature", "last_return", "approved_by", "confirmation")
    assert [card[member] for member in nothing] == [None] * 4
    assert card["corrections"] == []


def test_the_history_of_texts_says_who_when_and_what(service: ConsultationsService) -> None:
    draft(service)
    service.change_card(by_adviser(card_id=CARD_ID, **{**CONTENT, "subject": "Lustracja"}))

    history = service.record_history(asking(record_id=CARD_ID))

    assert history["changes"][-1] == {
        "field": "subject",
        "before": "Statut spółdzielni",
        "after": "Lustracja",
        "changed_by": ADVISER_ID,
        "changed_at": "2009-07-07T12:00:00+00:00",
    }


def test_answers_are_json(service: ConsultationsService) -> None:
    answers = [
        draft(service),
        service.card(asking(card_id=CARD_ID)),
        service.record_history(asking(record_id=CLIENT_ID)),
    ]

    assert json.loads(json.dumps(answers)) == answers


def test_a_repeated_request_gets_the_same_answer_and_does_nothing(
    service: ConsultationsService,
) -> None:
    request = by_adviser(card_id=CARD_ID, programme="owss-2009", **CONTENT)
    first = service.draft_card(request)

    again = service.draft_card(request)

    assert again == first
    assert service.card(asking(card_id=CARD_ID))["version"] == 1


def test_a_node_without_a_programme_says_so(empty: ConsultationsService) -> None:
    with pytest.raises(NoProgramme) as refusal:
        draft(empty)

    told = sentence(refusal.value)
    assert told.startswith("Ten węzeł nie zna jeszcze żadnego programu")


def test_who_gives_advice_does_not_approve_it(service: ConsultationsService) -> None:
    register_adviser(service, COORDINATOR_ID)
    draft(service, adviser_ids=[ADVISER_ID, COORDINATOR_ID])
    service.sign_card(by_adviser(card_id=CARD_ID))

    with pytest.raises(ApproverIsAdviser):
        service.approve_card(by_coordinator(card_id=CARD_ID))


def test_an_adviser_does_not_approve(service: ConsultationsService) -> None:
    draft(service)

    with pytest.raises(NotAuthorised):
        service.approve_card(by_adviser(card_id=CARD_ID))


def test_a_card_of_another_node_is_not_here(service: ConsultationsService) -> None:
    with pytest.raises(CardNotFound):
        service.card(asking(card_id=str(uuid4())))


def test_a_request_that_is_not_complete_is_refused_with_sentences(
    service: ConsultationsService,
) -> None:
    with pytest.raises(ValidationError) as refused:
        service.approve_card({"actor": {"staff_id": ADVISER_ID, "roles": []}})

    assert refused.value.messages == {
        "command_id": ["Podaj identyfikator polecenia (UUID)."],
        "card_id": ["Podaj identyfikator karty (UUID)."],
    }


@pytest.mark.parametrize(
    "raised",
    [
        AdviserNotActive("Anna Zięba", NOW.date()),
        NotAuthorised("ApproveCard"),
        ValidationError({"card_id": ["Podaj identyfikator karty (UUID)."]}),
    ],
    ids=lambda raised: type(raised).__name__,
)
def test_a_caller_on_the_bus_gets_back_what_was_raised(raised: Exception) -> None:
    carried = json.loads(json.dumps(serialize(raised)))

    received = deserialize(carried)

    assert type(received) is type(raised)
    assert received.args == raised.args
    assert isinstance(received, EXPECTED)
