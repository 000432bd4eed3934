"""The register of advice and the timesheets on pages."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from flask import Flask
from flask.testing import FlaskClient

from shared.database import Database
from tests.slices.pages_of_cards.browsing import (
    ADVISER,
    COORDINATOR,
    links,
    logged_in,
    send,
    text_of,
)
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import ADVISER_ID, to_approve, to_draft, to_sign
from tests.unit.consultations.working_time_examples import to_record_duty
from tests.unit.web.site import SetClock

CARD_ID = UUID(int=41)
NUMBER = "1/2009/zarska"
SHEET = f"/timesheets/{ADVISER_ID}/2009-07"
IN_AUGUST = datetime(2009, 8, 3, 12, 0, tzinfo=UTC)


@pytest.fixture
def signed(database: Database) -> Database:
    """Give a node with a card that waits for approval, and a duty."""
    do(database, to_draft(CARD_ID), to_sign(CARD_ID), to_record_duty())
    return database


@pytest.fixture
def worked(signed: Database) -> Database:
    do(signed, to_approve(CARD_ID))
    return signed


@pytest.fixture
def in_august(app: Flask, clock: SetClock) -> FlaskClient:
    """Give a coordinator who works when July is over."""
    clock.moment = IN_AUGUST
    return logged_in(app, clock, COORDINATOR)


# --- The register


@pytest.mark.usefixtures("worked")
def test_the_register_has_sums_and_names_no_client(adviser: FlaskClient) -> None:
    page = adviser.get("/register?states=approved")

    said = text_of(page)
    assert "Kart: 1, w tym liczących się: 1; razem 1,50 h." in said
    assert "osoba fizyczna" in said
    assert "Jan Żak" not in said
    assert links(page)[NUMBER] == f"/cards/{CARD_ID}"


@pytest.mark.usefixtures("worked")
def test_the_register_is_kept_as_the_workbook_for_the_file(adviser: FlaskClient) -> None:
    answer = adviser.get("/register?states=approved&format=xlsx")

    workbook = openpyxl.load_workbook(BytesIO(answer.data))
    assert workbook["Rejestr porad"]["B2"].value == NUMBER
    assert ("Stan karty", "zatwierdzona") in workbook["Parametry"].iter_rows(values_only=True)


@pytest.mark.usefixtures("worked")
def test_the_register_is_kept_as_text(adviser: FlaskClient) -> None:
    lines = adviser.get("/register?format=csv").get_data(as_text=True).splitlines()

    assert NUMBER in lines[1]
    assert "Jan Żak" not in lines[1]


def test_a_file_of_what_makes_no_sense_is_refused(adviser: FlaskClient) -> None:
    page = adviser.get("/register?first=wczoraj&format=csv")

    assert page.status_code == 400
    assert "Podaj pierwszy dzień (RRRR-MM-DD) albo nic." in text_of(page)


# --- Timesheets


@pytest.mark.usefixtures("worked")
def test_the_sheets_of_a_month_are_one_list(in_august: FlaskClient) -> None:
    page = in_august.get("/timesheets")

    said = text_of(page)
    assert "Karty czasu pracy, lipiec 2009" in said
    assert "Anna Zięba 1,50 h 4,00 h 0 otwarta" in said
    assert links(page)["Anna Zięba"] == SHEET
    assert links(page)["Poprzedni miesiąc"] == "/timesheets?month=2009-06"
    assert links(page)["Następny miesiąc"] == "/timesheets?month=2009-08"


@pytest.mark.usefixtures("worked")
def test_only_what_waits_for_the_person_is_shown_if_asked_for(in_august: FlaskClient) -> None:
    open_sheets = text_of(in_august.get("/timesheets?month=2009-07&to_close=1"))
    send(in_august, f"{SHEET}/closing")
    none_left = text_of(in_august.get("/timesheets?month=2009-07&to_close=1"))

    assert "Anna Zięba" in open_sheets
    assert "Ewa Łoś" not in open_sheets
    assert "nikt nie ma karty czasu pracy, która na coś czeka" in none_left


def test_a_month_before_everybody_came_is_empty(in_august: FlaskClient) -> None:
    assert "nikt nie pracował" in text_of(in_august.get("/timesheets?month=2009-01"))


def test_a_month_that_is_none_is_refused(in_august: FlaskClient) -> None:
    page = in_august.get("/timesheets?month=lipiec")

    assert page.status_code == 400
    assert "Podaj miesiąc (RRRR-MM)." in text_of(page)


@pytest.mark.usefixtures("worked")
def test_the_sheets_are_kept_as_they_are_shown(in_august: FlaskClient) -> None:
    content = in_august.get("/timesheets?month=2009-07&format=xlsx").data

    workbook = openpyxl.load_workbook(BytesIO(content))
    assert workbook["Lista"]["A2"].value == "Anna Zięba"
    assert ("Miesiąc", "2009-07") in workbook["Parametry"].iter_rows(values_only=True)


@pytest.mark.usefixtures("worked")
def test_a_sheet_shows_the_month_day_by_day(adviser: FlaskClient) -> None:
    page = adviser.get(SHEET)

    said = text_of(page)
    assert links(page)["Poprzedni miesiąc"] == f"/timesheets/{ADVISER_ID}/2009-06"
    assert links(page)["Następny miesiąc"] == f"/timesheets/{ADVISER_ID}/2009-08"
    assert "Karta czasu pracy: Anna Zięba, lipiec 2009" in said
    assert "porada 1/2009/zarska 10:00–11:30 1,50 h" in said
    assert "dyżur 9:00–13:00 4,00 h" in said
    assert "Czas pracy we wszystkich programach: 4,00 h" in said
    assert "Zamknij miesiąc" not in said


def test_a_sheet_without_work_says_so(adviser: FlaskClient) -> None:
    said = text_of(adviser.get(SHEET))

    assert "W tym miesiącu nie ma jeszcze zatwierdzonych porad ani dyżurów." in said


def test_what_is_late_says_when_it_was_entered(
    app: Flask, clock: SetClock, database: Database
) -> None:
    clock.moment = IN_AUGUST
    do(database, to_record_duty(), now=IN_AUGUST)

    said = text_of(logged_in(app, clock, ADVISER).get(SHEET))

    assert "po terminie, wpisano 3 sierpnia 2009" in said


@pytest.mark.usefixtures("worked")
def test_a_month_is_closed_and_opened_again_for_a_reason(in_august: FlaskClient) -> None:
    closed = send(in_august, f"{SHEET}/closing")
    no_reason = send(in_august, f"{SHEET}/reopening", {"reason": "", "remarks": ""})
    reopened = send(
        in_august, f"{SHEET}/reopening", {"reason": "late_card", "remarks": "W teczce."}
    )

    assert "Karta czasu pracy zamknięta." in text_of(closed)
    assert "Otwarcie zamkniętego miesiąca" in text_of(closed)
    assert no_reason.status_code == 422
    assert "Wybierz powód otwarcia z listy" in text_of(no_reason)
    assert "spóźniona karta doradztwa. W teczce." in text_of(reopened)


@pytest.mark.usefixtures("signed")
def test_a_month_with_cards_that_wait_is_not_closed(in_august: FlaskClient) -> None:
    page = send(in_august, f"{SHEET}/closing")

    assert page.status_code == 422
    assert "Nie wszystkie karty doradztwa z tego miesiąca są zatwierdzone" in text_of(page)
    assert links(page)[NUMBER] == f"/cards/{CARD_ID}"


def test_the_sheet_of_somebody_else_is_refused(colleague: FlaskClient) -> None:
    page = colleague.get(SHEET)

    assert page.status_code == 422
    assert "To czas pracy innego doradcy." in text_of(page)


@pytest.mark.usefixtures("worked")
@pytest.mark.parametrize(("file_format", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_a_sheet_is_printed(adviser: FlaskClient, file_format: str, begins: bytes) -> None:
    answer = adviser.get(f"{SHEET}?format={file_format}")

    assert answer.data.startswith(begins)
    assert f".{file_format}" in answer.headers["Content-Disposition"]
