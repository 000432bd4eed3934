"""The register of advice, as a caller on the bus reads it."""

from __future__ import annotations

import json
from base64 import b64decode
from io import BytesIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest
from marshmallow import ValidationError

from services.consultations.domain.refusals import AdviserNotFound
from services.consultations.service import ConsultationsService
from tests.slices.consultations.service_at_work import ADVISER_ID, CARD_ID, asking, draft

JULY = {"first": "2009-07-01", "last": "2009-07-31"}


def test_a_page_of_the_register_is_read(service: ConsultationsService) -> None:
    draft(service)

    page = service.register_of_advice(
        asking(
            **JULY,
            adviser_id=ADVISER_ID,
            field_of_advice="legal",
            form_of_contact="in_person",
            client_kind="individual",
            states=["drafted", "returned"],
            client_words="ża",
            order="card_number",
            descending=True,
            page=1,
            rows_of_a_page=10,
        )
    )

    assert page == {
        "rows": [
            {
                "card_id": CARD_ID,
                "card_number": "1/2009/zarska",
                "programme": "owss-2009/1",
                "held_on": "2009-07-07",
                "started_at": "10:00",
                "ended_at": "11:30",
                "minutes": 90,
                "hours": "1.50",
                "client_kinds": ["individual"],
                "field_of_advice": "legal",
                "form_of_contact": "in_person",
                "advisers": ["Anna Zięba"],
                "state": "drafted",
                "counted": True,
            }
        ],
        "page": 1,
        "pages": 1,
        "cards": 1,
        "counted_cards": 1,
        "minutes": 90,
        "hours": "1.50",
    }
    assert json.loads(json.dumps(page)) == page


def test_nothing_has_to_be_asked_for(service: ConsultationsService) -> None:
    draft(service)

    assert service.register_of_advice(asking())["cards"] == 1


def test_a_state_that_is_none_is_refused_at_its_place(service: ConsultationsService) -> None:
    with pytest.raises(ValidationError) as refused:
        service.register_of_advice(asking(states=["drafted", "lost"]))

    assert refused.value.messages == {
        "states": {1: ["Wybierz stan karty z listy: drafted, documented, returned, approved."]}
    }


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"last": "2009-06-30"}, "Podaj ostatni dzień nie wcześniejszy niż pierwszy."),
        ({"adviser_id": "Anna"}, "Podaj identyfikator doradcy (UUID)."),
        (
            {"client_kind": "friend"},
            (
                "Wybierz rodzaj klienta z listy: individual, initiative_group, "
                "social_cooperative, legal_person."
            ),
        ),
        (
            {"order": "name"},
            (
                "Wybierz porządek z listy: held_on, card_number, minutes, field_of_advice, "
                "adviser, state."
            ),
        ),
        ({"states": "drafted"}, "Podaj listę: stan karty."),
        ({"late": "tak"}, "Podaj wartość true (tylko karty po terminie) albo false."),
        ({"first": None}, "Podaj oba dni okresu albo żadnego."),
        ({"last": None}, "Podaj oba dni okresu albo żadnego."),
        ({"descending": "tak"}, "Podaj wartość true (malejąco) albo false (rosnąco)."),
        ({"page": 0}, "Podaj numer strony od 1 do 1000000."),
        ({"page": "pierwsza"}, "Podaj numer strony."),
        ({"rows_of_a_page": 501}, "Podaj liczbę wierszy od 1 do 500."),
        ({"rows_of_a_page": None}, "Podaj liczbę wierszy strony."),
    ],
)
def test_what_is_asked_wrongly_is_refused_with_what_to_do(
    service: ConsultationsService, wrong: dict[str, Any], sentence: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        service.register_of_advice(asking(**(JULY | wrong)))

    (member,) = wrong
    assert refused.value.messages == {member: [sentence]}


def test_the_whole_register_is_taken_along_as_xlsx(service: ConsultationsService) -> None:
    draft(service)

    answer = service.register_xlsx(asking(**JULY, field_of_advice="legal", descending=True))

    workbook = openpyxl.load_workbook(BytesIO(b64decode(answer["xlsx"])))
    assert answer["file_name"] == "rejestr-porad-zarska.xlsx"
    assert workbook["Rejestr porad"]["A1"].value.startswith("Sezon pokazowy")
    assert workbook["Rejestr porad"]["B3"].value == "1/2009/zarska"
    assert ("Zakres", "słowa o legal") in workbook["Parametry"].iter_rows(values_only=True)
    assert json.loads(json.dumps(answer)) == answer


def test_a_register_of_nobody_known_is_refused(service: ConsultationsService) -> None:
    with pytest.raises(AdviserNotFound):
        service.register_xlsx(asking(**JULY, adviser_id=str(UUID(int=99))))


def test_the_whole_register_has_no_pages(service: ConsultationsService) -> None:
    with pytest.raises(ValidationError):
        service.register_xlsx(asking(**JULY, page=1))
