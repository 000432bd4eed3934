from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import pytest
from marshmallow import Schema, ValidationError

from services.consultations.application import appointment_list_queries, client_list_queries
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.domain.client_list import ClientFilter, ClientOrder
from services.consultations.requests import appointment_lists, client_lists
from shared.contracts.consultations import ClientKind
from shared.kernel.command import Actor, Role
from shared.kernel.period import Period

STAFF = UUID(int=1)
ASKED = {"actor": {"staff_id": str(STAFF), "roles": ["adviser"]}}
ACTOR = Actor(staff_id=STAFF, roles=frozenset({Role.ADVISER}))


def problems(schema: Schema, request: Mapping[str, object]) -> object:
    with pytest.raises(ValidationError) as refused:
        schema.load({**ASKED, **request})
    return refused.value.messages


def test_the_usual_list_of_clients_is_all_of_it_by_name() -> None:
    assert client_lists.ClientsRequest().load(ASKED) == client_list_queries.ClientsQuery(
        actor=ACTOR,
        filter=ClientFilter(),
        order=ClientOrder.NAME,
        descending=False,
        page=1,
        rows_of_a_page=50,
    )


def test_a_list_of_clients_is_narrowed_as_asked() -> None:
    query = client_lists.ClientsExportRequest().load(
        {
            **ASKED,
            "words": " Żak ",
            "kind": "individual",
            "registered_from": "2009-06-01",
            "registered_to": "",
            "with_merged": True,
            "order": "registered_on",
            "descending": True,
        }
    )

    assert query.filter == ClientFilter(
        words="Żak",
        kind=ClientKind.INDIVIDUAL,
        registered_from=date(2009, 6, 1),
        with_merged=True,
    )
    assert (query.order, query.descending) == (ClientOrder.REGISTERED_ON, True)


@pytest.mark.parametrize(
    ("member", "value", "sentence"),
    [
        ("words", "x" * 301, "Skróć szukany tekst: najwyżej 300 znaków."),
        ("kind", "boss", "Wybierz rodzaj klienta z listy: "),
        ("registered_from", "7.07.2009", "Podaj pierwszy dzień rejestracji (RRRR-MM-DD) albo nic."),
        ("page", 0, "Podaj numer strony od 1 do 1000000."),
        ("rows_of_a_page", 501, "Podaj liczbę wierszy od 1 do 500."),
        ("with_erased", "tak", "Podaj wartość true (pokaż też kartoteki bez danych osobowych)"),
    ],
)
def test_a_wrong_member_of_a_list_is_told_in_a_sentence(
    member: str, value: object, sentence: str
) -> None:
    found = problems(client_lists.ClientsRequest(), {member: value})

    assert isinstance(found, dict)
    assert found[member][0].startswith(sentence)


def test_files_are_registered_in_a_period_that_ends_after_it_begins() -> None:
    period = {"registered_from": "2009-07-02", "registered_to": "2009-07-01"}

    assert problems(client_lists.ClientsRequest(), period) == {
        "registered_to": ["Podaj ostatni dzień nie wcześniejszy niż pierwszy."]
    }


def test_appointments_of_all_days_are_asked_for_without_a_period() -> None:
    query = appointment_lists.AppointmentsRequest().load({**ASKED, "state": "requested"})

    assert query == appointment_list_queries.AppointmentsQuery(
        actor=ACTOR,
        filter=AppointmentFilter(state=AppointmentState.REQUESTED),
        descending=False,
        page=1,
        rows_of_a_page=50,
    )


def test_appointments_of_a_period_are_asked_for_by_its_days() -> None:
    days = {"first": "2009-07-01", "last": "2009-07-31"}

    query = appointment_lists.AppointmentsExportRequest().load({**ASKED, **days})

    assert query.filter.period == Period(date(2009, 7, 1), date(2009, 7, 31))


@pytest.mark.parametrize(
    ("days", "found"),
    [
        ({"first": "2009-07-01"}, {"last": ["Podaj oba dni okresu albo żadnego."]}),
        ({"last": "2009-07-01"}, {"first": ["Podaj oba dni okresu albo żadnego."]}),
        (
            {"first": "2009-07-02", "last": "2009-07-01"},
            {"last": ["Podaj ostatni dzień nie wcześniejszy niż pierwszy."]},
        ),
    ],
)
def test_half_a_period_of_appointments_is_none(
    days: dict[str, object], found: dict[str, list[str]]
) -> None:
    assert problems(appointment_lists.AppointmentsRequest(), days) == found


@pytest.mark.parametrize(
    ("schema", "made"),
    [
        (client_lists.ClientTimelineRequest, client_list_queries.ClientTimelineQuery),
        (client_lists.ViewsOfClientRequest, client_list_queries.ViewsOfClientQuery),
        (client_lists.PersonExportRequest, client_list_queries.PersonExportQuery),
    ],
)
def test_what_is_asked_about_a_client_names_the_client(
    schema: type[Schema], made: type[object]
) -> None:
    query = schema().load({**ASKED, "client_id": str(UUID(int=2))})

    assert isinstance(query, made)
    assert query == made(actor=ACTOR, client_id=UUID(int=2))  # type: ignore[call-arg]


def test_pairs_and_a_week_are_asked_for() -> None:
    pairs = client_lists.PossibleDuplicatesRequest().load(ASKED)
    week = appointment_lists.ConsultingWeekRequest().load({**ASKED, "day": "2009-07-07"})

    assert pairs == client_list_queries.PossibleDuplicatesQuery(actor=ACTOR)
    assert (week.day, week.adviser_id) == (date(2009, 7, 7), None)
