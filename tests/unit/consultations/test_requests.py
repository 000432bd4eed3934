from __future__ import annotations

from datetime import date, time
from typing import Any
from uuid import UUID

import pytest
from marshmallow import Schema, ValidationError

from services.consultations.application import commands
from services.consultations.requests import schemas
from services.consultations.requests.fields import MOST_PEOPLE
from shared.contracts.consultations import ClientKind, CorrectionReason, StaffRole
from shared.kernel.command import Actor, Role

STAFF, RECORD = str(UUID(int=1)), str(UUID(int=2))
ACTOR = {"staff_id": STAFF, "roles": ["adviser", "coordinator"]}
ASKED = {"command_id": str(UUID(int=3)), "actor": ACTOR}
ADVICE = {
    "held_on": "2009-07-07",
    "started_at": "10:00",
    "ended_at": "11:30",
    "field_of_advice": "legal",
    "form_of_contact": "in_person",
    "client_ids": [RECORD],
    "adviser_ids": [STAFF],
}
TEXTS = {
    "subject": " Statut ",
    "advice_given": "Omówiono statut.",
    "agreed_steps": "",
    "persons_present": "",
}
DRAFT = {**ASKED, **ADVICE, **TEXTS, "card_id": RECORD, "programme": "owss-2009"}
CLIENT = {**ASKED, "client_id": RECORD, "client_kind": "social_cooperative", "name": "Łąka"}
ADVISER = {
    **ASKED,
    "adviser_id": STAFF,
    "full_name": "Anna Zięba",
    "staff_role": "expert",
    "active_from": "2009-06-01",
}


def problems(schema: Schema, request: Any) -> Any:
    with pytest.raises(ValidationError) as refused:
        schema.load(request)
    return refused.value.messages


def test_an_adviser_is_asked_for_with_or_without_a_last_day() -> None:
    command = schemas.RegisterAdviserRequest().load(ADVISER)
    with_last_day = schemas.RegisterAdviserRequest().load({**ADVISER, "active_to": "2009-12-31"})
    with_empty_day = schemas.RegisterAdviserRequest().load({**ADVISER, "active_to": ""})

    assert command == commands.RegisterAdviser(
        command_id=UUID(int=3),
        actor=Actor(staff_id=UUID(STAFF), roles=frozenset({Role.ADVISER, Role.COORDINATOR})),
        adviser_id=UUID(STAFF),
        full_name="Anna Zięba",
        staff_role=StaffRole.EXPERT,
        active_from=date(2009, 6, 1),
        active_to=None,
    )
    assert with_last_day.active_to == date(2009, 12, 31)
    assert with_empty_day.active_to is None


def test_a_draft_loads_as_what_is_told_and_in_which_words() -> None:
    command = schemas.DraftCardRequest().load(DRAFT)

    assert command.advice == commands.AdviceAsTold(
        held_on=date(2009, 7, 7),
        started_at=time(10),
        ended_at=time(11, 30),
        field_of_advice="legal",
        form_of_contact="in_person",
        client_ids=(UUID(RECORD),),
        adviser_ids=(UUID(STAFF),),
    )
    assert (command.texts.subject, command.texts.agreed_steps) == ("Statut", "")


def test_a_correction_has_no_words_but_remarks() -> None:
    correction = {**ASKED, **ADVICE, "card_id": RECORD, "reason": "annulled", "counted": False}

    command = schemas.CorrectCardRequest().load({**correction, "remarks": ""})

    assert (command.reason, command.counted) == (CorrectionReason.ANNULLED, False)
    assert command.advice.support_path_id is None


def test_a_client_without_contacts_has_none() -> None:
    command = schemas.RegisterClientRequest().load({**CLIENT, "email": " ", "phone": None})

    assert command.client_kind is ClientKind.SOCIAL_COOPERATIVE
    assert set(vars(command.details).values()) == {"Łąka", None}
    assert set(vars(command.recipient).values()) == {None}


@pytest.mark.parametrize(
    ("register", "typed", "kept"),
    [
        ("nip", " 5260250274 ", "5260250274"),
        ("nip", "526-025-02-74", "5260250274"),
        ("krs", "0000 123456", "0000123456"),
        ("regon", "192598184", "192598184"),
    ],
)
def test_numbers_of_registers_are_kept_bare(register: str, typed: str, kept: str) -> None:
    command = schemas.RegisterClientRequest().load({**CLIENT, register: typed})

    assert getattr(command.details, register) == kept


@pytest.mark.parametrize(("register", "typed"), [("nip", "526-025-02-75"), ("regon", "192598185")])
def test_a_number_with_a_wrong_check_digit_is_refused(register: str, typed: str) -> None:
    assert problems(schemas.RegisterClientRequest(), {**CLIENT, register: typed}) == {
        register: [f"Sprawdź {register.upper()}: ten numer nie jest poprawny."]
    }


@pytest.mark.parametrize(
    "typed", ["123456", "00001234567", "000012345x", "000012345\N{SUPERSCRIPT TWO}"]
)
def test_a_krs_number_has_ten_digits(typed: str) -> None:
    assert problems(schemas.RegisterClientRequest(), {**CLIENT, "krs": typed}) == {
        "krs": ["Sprawdź KRS: ten numer nie jest poprawny."]
    }


@pytest.mark.parametrize(
    ("member", "value", "sentence"),
    [
        ("held_on", "7.07.2009", "Podaj dzień porady (RRRR-MM-DD)."),
        ("held_on", None, "Podaj dzień porady (RRRR-MM-DD)."),
        ("started_at", "10", "Podaj godzinę rozpoczęcia (GG:MM)."),
        ("ended_at", "24:00", "Podaj godzinę zakończenia (GG:MM)."),
        ("field_of_advice", " ", "Podaj kod zakresu porady."),
        ("field_of_advice", 7, "Podaj kod zakresu porady."),
        ("card_id", "x", "Podaj identyfikator karty (UUID)."),
        ("client_ids", "x", "Podaj listę klientów."),
        ("adviser_ids", [STAFF] * (MOST_PEOPLE + 1), "Podziel kartę: najwyżej 100 osób."),
        ("subject", "x" * 20_001, "Skróć tekst: najwyżej 20000 znaków."),
        ("minutes", 90, "Usuń to pole: nie należy do żądania."),
    ],
    ids=str,
)
def test_a_wrong_member_is_told_in_a_sentence_that_says_what_to_do(
    member: str, value: object, sentence: str
) -> None:
    assert problems(schemas.DraftCardRequest(), {**DRAFT, member: value}) == {member: [sentence]}


@pytest.mark.parametrize("member", [name for name in DRAFT if name != "actor"])
def test_every_missing_member_is_asked_for(member: str) -> None:
    request = {name: value for name, value in DRAFT.items() if name != member}

    (sentence,) = problems(schemas.DraftCardRequest(), request)[member]

    assert sentence.startswith("Podaj ")


def test_a_choice_is_told_with_its_codes() -> None:
    request = {**ADVISER, "staff_role": "boss"}

    assert problems(schemas.RegisterAdviserRequest(), request) == {
        "staff_role": ["Wybierz rolę doradcy z listy: consultant, expert."]
    }


@pytest.mark.parametrize("counted", ["tak", 2, None])
def test_whether_a_card_counts_is_said_without_doubt(counted: object) -> None:
    correction = {**ASKED, **ADVICE, "card_id": RECORD, "reason": "other", "remarks": ""}

    found = problems(schemas.CorrectCardRequest(), {**correction, "counted": counted})

    assert found == {
        "counted": ["Podaj wartość true (karta się liczy) albo false (nie liczy się)."]
    }


@pytest.mark.parametrize("request_", [None, [], "x"], ids=str)
def test_a_request_is_an_object(request_: object) -> None:
    assert problems(schemas.DraftCardRequest(), request_) == {
        "_schema": ["Podaj żądanie jako obiekt JSON."]
    }


def test_an_actor_is_an_object() -> None:
    found = problems(schemas.CardRequest(), {"actor": "x", "card_id": RECORD})

    assert found == {"actor": {"_schema": ["Podaj żądanie jako obiekt JSON."]}}
