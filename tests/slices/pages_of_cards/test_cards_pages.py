"""An adviser writes a card on pages, a coordinator decides about it."""

from __future__ import annotations

from datetime import time
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from services.consultations.storage.tables import client_view
from shared.database import Database
from tests.slices.pages_of_cards.browsing import (
    COORDINATOR,
    hidden_fields,
    links,
    logged_in,
    send,
    text_of,
)
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    GROUP_ID,
    NOW,
    to_annul,
    to_approve,
    to_change,
    to_confirm,
    to_draft,
    to_erase,
    to_open_path,
    to_return,
    to_sign,
    told,
)
from tests.unit.consultations.working_time_examples import (
    APPOINTMENT_ID,
    to_appoint,
    to_request,
    to_schedule,
)
from tests.unit.web.site import SetClock

CARD_ID = UUID(int=41)
CARD = f"/cards/{CARD_ID}"
NUMBER = "1/2009/zarska"
TYPED: dict[str, Any] = {
    "card_id": str(CARD_ID),
    "programme": "owss-2009",
    "held_on": "2009-07-07",
    "started_at": "10:00",
    "ended_at": "11:30",
    "field_of_advice": "legal",
    "form_of_contact": "in_person",
    "client_ids": [str(CLIENT_ID)],
    "adviser_ids": [str(ADVISER_ID)],
    "subject": "Statut spółdzielni",
    "advice_given": "Omówiono zmianę statutu.",
    "agreed_steps": "",
    "persons_present": "",
}
CHANGED = {name: value for name, value in TYPED.items() if name not in {"card_id", "programme"}}


@pytest.fixture
def drafted(database: Database) -> Database:
    do(database, to_draft(CARD_ID))
    return database


@pytest.fixture
def signed(drafted: Database) -> Database:
    do(drafted, to_sign(CARD_ID))
    return drafted


@pytest.fixture
def approved(signed: Database) -> Database:
    do(signed, to_approve(CARD_ID))
    return signed


# --- The list


@pytest.mark.usefixtures("drafted")
def test_the_list_shows_whose_card_it_is_and_leads_to_it(adviser: FlaskClient) -> None:
    page = adviser.get("/cards")

    said = text_of(page)
    assert all(word in said for word in (NUMBER, "Jan Żak", "Anna Zięba", "słowa o legal"))
    assert "Kart: 1, w tym liczących się: 1; razem 1,50 h." in said
    assert links(page)[NUMBER] == CARD


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ("first=2009-07-07&last=2009-07-07", True),
        ("first=2009-07-08&last=2009-07-08", False),
        (f"adviser_id={ADVISER_ID}", True),
        (f"adviser_id={COLLEAGUE_ID}", False),
        (f"not_adviser_id={ADVISER_ID}", False),
        ("field_of_advice=legal", True),
        ("form_of_contact=telephone", False),
        ("client_kind=individual", True),
        ("client_words=ŻAK", True),
        ("client_words=nikt", False),
        ("states=drafted&states=approved", True),
        ("states=approved", False),
        ("late=1", False),
        ("adviser_id=&client_words=&first=&last=", True),
    ],
)
def test_the_address_says_which_cards_are_shown(
    adviser: FlaskClient,
    asked: str,
    is_found: bool,  # noqa: FBT001 - pytest names it
) -> None:
    said = text_of(adviser.get(f"/cards?{asked}"))

    assert (NUMBER in said) is is_found
    assert ("Nie ma takich kart." in said) is not is_found


def test_a_filter_that_makes_no_sense_says_what_to_do_and_keeps_what_was_typed(
    adviser: FlaskClient,
) -> None:
    page = adviser.get("/cards?first=2009-07-07&client_words=Żak")

    assert "Podaj oba dni okresu albo żadnego." in text_of(page)
    assert 'value="Żak"' in page.get_data(as_text=True)


@pytest.mark.usefixtures("drafted")
def test_a_card_is_late_a_week_after_the_advice(app: Flask, clock: SetClock) -> None:
    clock.moment = NOW.replace(day=15)
    adviser = logged_in(app, clock, COORDINATOR)

    said = text_of(adviser.get("/cards?late=1"))

    assert "w przygotowaniu, po terminie" in said


def test_the_list_is_sorted_by_what_its_address_says(
    adviser: FlaskClient, drafted: Database
) -> None:
    do(drafted, to_draft(uuid4(), advice=told(started_at=time(8), ended_at=time(9))))

    rising = text_of(adviser.get("/cards?sort=card_number"))
    falling = text_of(adviser.get("/cards?sort=-card_number"))
    odd = adviser.get("/cards?sort=started_at")

    assert rising.index(NUMBER) < rising.index("2/2009/zarska")
    assert falling.index(NUMBER) > falling.index("2/2009/zarska")
    assert odd.status_code == 200


def test_the_list_is_kept_as_it_is_shown_and_it_is_noted_who_took_the_names_along(
    adviser: FlaskClient, drafted: Database
) -> None:
    asked = "/cards?client_words=żak&states=drafted"

    workbook = openpyxl.load_workbook(BytesIO(adviser.get(f"{asked}&format=xlsx").data))
    lines = adviser.get(f"{asked}&format=csv").get_data(as_text=True)

    with drafted.read() as connection:
        noted = connection.execute(select(client_view.c.viewed_by)).scalars().all()

    assert noted == [ADVISER_ID, ADVISER_ID]
    assert workbook["Lista"]["A2"].value == NUMBER
    parameters = set(workbook["Parametry"].iter_rows(values_only=True))
    assert {("Klient", "żak"), ("Stan karty", "w przygotowaniu")} <= parameters
    assert "Jan Żak" in lines


def test_a_deputy_s_list_names_no_clients(deputy: FlaskClient, drafted: Database) -> None:
    do(drafted, to_appoint())

    said = text_of(deputy.get("/cards"))
    lines = deputy.get("/cards?format=csv").get_data(as_text=True)

    assert "osoba fizyczna" in said
    assert "Jan Żak" not in said + lines


# --- One card


@pytest.mark.usefixtures("drafted")
def test_a_card_shows_all_that_it_says_and_what_comes_next(adviser: FlaskClient) -> None:
    page = adviser.get(CARD)

    said = text_of(page)
    for words in (
        f"Karta doradztwa {NUMBER}",
        "w przygotowaniu",
        "Jan Żak",
        "osoba fizyczna",
        "7 lipca 2009",
        "10:00–11:30 (1,50 h)",
        "słowa o in_person",
        "Statut spółdzielni",
        "Walne zgromadzenie w sierpniu.",
        "jeszcze nie",
    ):
        assert words in said
    assert {"Podpisz", "Zmień"} <= set(said.split())
    assert links(page)["Jan Żak"] == f"/clients/{CLIENT_ID}"


@pytest.mark.usefixtures("signed")
def test_only_what_can_be_done_next_is_offered(
    adviser: FlaskClient, coordinator: FlaskClient
) -> None:
    of_adviser, of_coordinator = links(adviser.get(CARD)), links(coordinator.get(CARD))

    assert "Zatwierdź albo zwróć" not in of_adviser
    assert "Zmień" not in of_adviser
    assert of_coordinator["Zatwierdź albo zwróć"] == f"/approvals/{CARD_ID}"
    assert of_adviser["Zapisz potwierdzenie klienta"] == f"{CARD}/confirmation"


def test_a_deputy_reads_a_card_within_the_term_but_neither_files_nor_its_history(
    deputy: FlaskClient, signed: Database
) -> None:
    refused = deputy.get(CARD)
    do(signed, to_appoint())
    page = deputy.get(CARD)

    assert refused.status_code == 422
    assert "nie masz ważnego zastępstwa" in text_of(refused)
    assert "Jan Żak" in text_of(page)
    assert not {"Jan Żak", "Historia"} & set(links(page))
    assert deputy.get(f"{CARD}/history").status_code == 403


def test_a_card_of_nowhere_is_not_found(adviser: FlaskClient) -> None:
    page = adviser.get(CARD)

    assert page.status_code == 404
    assert "nie ma takiej karty" in text_of(page)


@pytest.mark.usefixtures("drafted")
def test_a_card_is_signed_once(adviser: FlaskClient) -> None:
    fields = hidden_fields(adviser.get(CARD))

    signed = send(adviser, f"{CARD}/signature", fields)
    again = send(adviser, f"{CARD}/signature", fields)
    anew = send(adviser, f"{CARD}/signature")

    assert "Karta podpisana." in text_of(signed)
    assert "Karta podpisana." in text_of(again)
    assert "jest już podpisana" in text_of(anew)


def test_the_history_says_who_did_what_and_from_which_words_to_which(
    adviser: FlaskClient, coordinator: FlaskClient, signed: Database
) -> None:
    do(signed, to_return(CARD_ID), to_change(CARD_ID), to_sign(CARD_ID), to_approve(CARD_ID))

    of_coordinator = text_of(coordinator.get(f"{CARD}/history"))
    of_adviser = text_of(adviser.get(f"{CARD}/history"))

    for words in ("Zapisano treść karty", "Podpisano", "Zwrócono do poprawy", "Zatwierdzono"):
        assert words in of_coordinator
    assert "Uwagi do zwrotu – Brak ustaleń." in of_coordinator
    assert "Maria Kołodziej" in of_coordinator
    assert "osoba o identyfikatorze …000009" in of_adviser


@pytest.mark.usefixtures("signed")
def test_the_print_is_a_pdf_to_be_signed(adviser: FlaskClient) -> None:
    first, second = adviser.get(f"{CARD}/print"), adviser.get(f"{CARD}/print")

    assert first.mimetype == "application/pdf"
    assert first.data.startswith(b"%PDF")
    assert first.data == second.data
    assert "karta-doradztwa-1-2009-zarska.pdf" in first.headers["Content-Disposition"]


def test_a_client_who_was_erased_has_no_name_on_the_card(
    adviser: FlaskClient, approved: Database
) -> None:
    do(approved, to_erase())

    assert "(dane usunięto)" in text_of(adviser.get(CARD))
    assert "(dane usunięto)" in text_of(adviser.get("/cards"))


# --- Writing


def test_a_new_card_is_empty_but_for_today_and_its_adviser(adviser: FlaskClient) -> None:
    page = adviser.get("/cards/new")

    fields = hidden_fields(page)
    assert fields["programme"] == "owss-2009"
    assert {"csrf_token", "command_id", "card_id"} <= set(fields)
    assert 'value="2009-07-07"' in page.get_data(as_text=True)
    assert "Na karcie nie ma jeszcze klienta." in text_of(page)


def test_a_card_is_written_and_opened(adviser: FlaskClient) -> None:
    page = send(adviser, "/cards/new", TYPED)

    said = text_of(page)
    assert f"Zapisano kartę {NUMBER}." in said
    assert f"Karta doradztwa {NUMBER}" in said


def test_what_was_typed_stays_and_messages_stand_at_their_fields(adviser: FlaskClient) -> None:
    page = send(adviser, "/cards/new", TYPED | {"ended_at": "", "subject": "Statut „Łąki”"})

    source = page.get_data(as_text=True)
    assert page.status_code == 422
    assert 'id="ended_at-error"' in source
    assert "Podaj godzinę zakończenia (GG:MM)." in text_of(page)
    assert "Statut „Łąki”" in source
    assert "Omówiono zmianę statutu." in source


def test_what_the_rules_refuse_stands_above_the_form(adviser: FlaskClient) -> None:
    page = send(adviser, "/cards/new", TYPED | {"held_on": "2009-07-08"})

    assert page.status_code == 422
    assert "jeszcze nie nadszedł" in text_of(page)


def test_clients_are_found_and_what_was_typed_stays(adviser: FlaskClient) -> None:
    fields = TYPED | {"action": "find", "find": "łąka"}

    page = send(adviser, "/cards/new", fields)
    nobody = send(adviser, "/cards/new", TYPED | {"action": "find", "find": "nikt taki"})

    source = page.get_data(as_text=True)
    assert "Grupa „Łąka”, grupa inicjatywna, laka@example.org" in text_of(page)
    assert f'value="{CLIENT_ID}" checked' in source
    assert f'value="{GROUP_ID}"' in source
    assert "Omówiono zmianę statutu." in source
    assert "Nie ma takiego klienta." in text_of(nobody)


def test_looking_for_nobody_keeps_nothing(adviser: FlaskClient) -> None:
    page = send(adviser, "/cards/new", TYPED | {"action": "find", "find": ""})

    assert "Omówiono zmianę statutu." in page.get_data(as_text=True)
    assert NUMBER not in text_of(adviser.get("/cards"))


def test_a_client_who_is_on_the_card_is_not_found_again(adviser: FlaskClient) -> None:
    page = send(adviser, "/cards/new", TYPED | {"action": "find", "find": "żak"})

    assert page.get_data(as_text=True).count(f'value="{CLIENT_ID}"') == 1


def test_a_card_for_a_client_has_the_client_and_the_open_paths(
    adviser: FlaskClient, database: Database
) -> None:
    do(database, to_open_path(UUID(int=31)))

    page = adviser.get(f"/cards/new?client={CLIENT_ID}")

    assert f'value="{CLIENT_ID}" checked' in page.get_data(as_text=True)
    assert "Założyć spółdzielnię." in text_of(page)


def test_a_card_from_an_appointment_is_filled_in_and_settles_it(
    adviser: FlaskClient, database: Database
) -> None:
    do(database, to_request(), to_schedule(outside_hours=True))

    page = adviser.get(f"/cards/new?appointment={APPOINTMENT_ID}")
    fields = hidden_fields(page)
    source = page.get_data(as_text=True)
    written = send(adviser, "/cards/new", TYPED | {"appointment_id": fields["appointment_id"]})

    assert 'value="09:00"' in source
    assert "Statut spółdzielni." in source
    assert f"Zapisano kartę {NUMBER}." in text_of(written)


def test_a_card_from_a_wish_that_nobody_agreed_on_has_no_hours(
    adviser: FlaskClient, database: Database
) -> None:
    do(database, to_request())

    page = adviser.get(f"/cards/new?appointment={APPOINTMENT_ID}")

    assert f'value="{CLIENT_ID}" checked' in page.get_data(as_text=True)
    assert 'value="09:00"' not in page.get_data(as_text=True)


@pytest.mark.usefixtures("drafted")
def test_a_draft_is_changed(adviser: FlaskClient) -> None:
    fields = hidden_fields(adviser.get(f"{CARD}/edit"))

    page = send(
        adviser,
        f"{CARD}/edit",
        CHANGED | {"expected_version": fields["expected_version"], "agreed_steps": "Walne."},
    )

    assert "Zapisano zmiany na karcie." in text_of(page)
    assert "Walne." in text_of(page)


@pytest.mark.usefixtures("drafted")
def test_clients_are_found_for_a_card_that_is_changed(adviser: FlaskClient) -> None:
    fields = CHANGED | {"expected_version": "1", "action": "find", "find": "łąka"}

    page = send(adviser, f"{CARD}/edit", fields)

    assert f'value="{GROUP_ID}"' in page.get_data(as_text=True)


def test_a_change_that_comes_too_late_shows_both_and_may_be_sent_again(
    adviser: FlaskClient, drafted: Database
) -> None:
    fields = hidden_fields(adviser.get(f"{CARD}/edit"))
    do(drafted, to_change(CARD_ID))
    typed = CHANGED | {"expected_version": fields["expected_version"], "subject": "Mój temat"}

    refused = send(adviser, f"{CARD}/edit", typed)
    shown = hidden_fields(refused)
    sent_again = send(
        adviser, f"{CARD}/edit", typed | {"expected_version": shown["expected_version"]}
    )

    assert refused.status_code == 409
    assert "Ktoś inny zapisał tu tymczasem: Statut spółdzielni" in text_of(refused)
    assert 'value="Mój temat"' in refused.get_data(as_text=True)
    assert "Zapisano zmiany na karcie." in text_of(sent_again)


@pytest.mark.usefixtures("drafted")
def test_what_a_change_may_not_say_is_put_right_in_the_form(adviser: FlaskClient) -> None:
    page = send(adviser, f"{CARD}/edit", CHANGED | {"expected_version": "1", "subject": "x"})

    assert page.status_code == 422
    assert "Temat porady jest za krótki." in text_of(page)


def test_who_may_not_write_cards_gets_the_page_that_says_so(coordinator: FlaskClient) -> None:
    page = send(coordinator, "/cards/new", TYPED)

    assert page.status_code == 403


# --- Confirmation and correction


@pytest.mark.usefixtures("signed")
def test_the_client_s_confirmation_is_kept(adviser: FlaskClient) -> None:
    asked = adviser.get(f"{CARD}/confirmation")
    early = send(adviser, f"{CARD}/confirmation", {"confirmed_on": "2009-07-01", "means": "paper"})
    kept = send(adviser, f"{CARD}/confirmation", {"confirmed_on": "2009-07-07", "means": "code"})

    assert 'value="2009-07-07"' in asked.get_data(as_text=True)
    assert early.status_code == 422
    assert "wcześniejsze niż porada" in text_of(early)
    assert "7 lipca 2009, kod" in text_of(kept)


@pytest.mark.usefixtures("approved")
def test_an_approved_card_is_put_right_by_an_entry(coordinator: FlaskClient) -> None:
    asked = coordinator.get(f"{CARD}/correction")
    right = {
        name: TYPED[name]
        for name in ("held_on", "started_at", "field_of_advice", "form_of_contact")
    } | {
        "ended_at": "12:00",
        "client_ids": [str(CLIENT_ID)],
        "adviser_ids": [str(ADVISER_ID)],
        "reason": "wrong_date_or_time",
        "remarks": "Do dwunastej.",
        "counted": "1",
    }
    wrong = send(coordinator, f"{CARD}/correction", right | {"reason": ""})
    page = send(coordinator, f"{CARD}/correction", right)

    assert 'value="11:30"' in asked.get_data(as_text=True)
    assert wrong.status_code == 422
    assert "Zapisano korektę." in text_of(page)
    assert "10:00–12:00" in text_of(page)
    assert "błędna data albo godziny. Do dwunastej." in text_of(page)


def test_an_annulled_card_does_not_count(coordinator: FlaskClient, approved: Database) -> None:
    do(approved, to_confirm(CARD_ID), to_annul(CARD_ID))

    said = text_of(coordinator.get(CARD))

    assert "unieważniona (nie liczy się)" in said
    assert "(karta się nie liczy)" in said
