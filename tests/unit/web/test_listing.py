"""A list is what its address says, on the screen and in a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from io import BytesIO

import openpyxl
import pytest
from flask import Flask, render_template_string

from shared.documents.spreadsheet import NumberFormat
from shared.web.files_of_lists import download
from shared.web.listing import Column, ListAddress, Listing, Value, written
from tests.unit.web.conftest import an_app
from tests.unit.web.site import SetClock

Row = dict[str, Value]
NOW = datetime(2009, 7, 7, 8, 30, tzinfo=UTC)


def column(key: str, title: str, number_format: NumberFormat | None = None) -> Column[Row]:
    return Column(
        key=key,
        title=title,
        value=lambda row: row[key],
        number_format=number_format,
        sorts=key == "held_on",
        link=(lambda row: f"/cards/{row['number']}") if key == "number" else None,
    )


COLUMNS = (
    column("number", "Numer"),
    column("held_on", "Dzień"),
    column("began", "Od"),
    column("hours", "Godziny", NumberFormat.HOURS),
    column("written_at", "Zapisano"),
    column("clients", "Klienci", NumberFormat.COUNT),
)
ROW: Row = {
    "number": "=1/2009",
    "held_on": date(2009, 7, 7),
    "began": time(9, 5),
    "hours": Decimal("1234.50"),
    "written_at": NOW,
    "clients": None,
}


def listing(
    app: Flask, address: str, rows: Sequence[Row] = (ROW,), total: int = 120
) -> Listing[Row]:
    with app.test_request_context(address):
        at = ListAddress.read(usual_sort="-held_on")
    return Listing(
        title="Rejestr porad",
        all_columns=COLUMNS,
        rows=rows,
        total=total,
        at=at,
        nothing="Nie ma jeszcze kart. Zacznij od nowej karty.",
        parameters={"Stan": "zatwierdzona"},
    )


@pytest.fixture
def app() -> Flask:
    return an_app(SetClock())


def test_an_address_that_says_nothing_is_the_usual_list(app: Flask) -> None:
    at = listing(app, "/register").at

    assert (at.sort, at.descending, at.page, at.file_format) == ("held_on", True, 1, "")
    assert at.with_() == "/register"


def test_an_address_that_makes_no_sense_is_as_usual(app: Flask) -> None:
    at = listing(app, "/register?page=minus&format=exe&sort=").at

    assert (at.page, at.file_format, at.sort) == (1, "", "held_on")


def test_another_page_or_order_keeps_the_rest_of_the_address(app: Flask) -> None:
    at = listing(app, "/register?state=a&state=b&sort=held_on&page=2").at

    assert at.with_(page=3) == "/register?state=a&state=b&sort=held_on&page=3"
    assert at.sorted_by("held_on") == "/register?state=a&state=b&sort=-held_on"
    assert at.sorted_by("number") == "/register?state=a&state=b&sort=number"


def test_a_list_shows_the_columns_that_the_address_names_and_else_all(app: Flask) -> None:
    some = listing(app, "/register?columns=held_on&columns=number")

    assert [column.key for column in some.columns] == ["number", "held_on"]
    assert len(listing(app, "/register?columns=nonsense").columns) == len(COLUMNS)


def test_a_page_knows_its_rows_and_how_many_pages_there_are(app: Flask) -> None:
    second = listing(app, "/register?page=2")

    assert (second.first, second.last, second.pages) == (51, 51, 3)
    assert listing(app, "/register", rows=(), total=0).pages == 1


@pytest.mark.parametrize(
    ("value", "number_format", "shown"),
    [
        (None, None, "–"),
        ("", None, "–"),
        ("Statut", None, "Statut"),
        (date(2009, 7, 7), None, "7 lipca 2009"),
        (NOW, None, "7 lipca 2009 r., godz. 10:30"),
        (time(9, 5), None, "9:05"),
        (Decimal("1234.5"), NumberFormat.HOURS, "1 234,50 h"),
        (Decimal("1234.56"), NumberFormat.PLN, "1 234,56 zł"),
        (Decimal("97.5"), NumberFormat.PERCENT, "97,5%"),
        (12345, NumberFormat.COUNT, "12 345"),
    ],
)
def test_values_are_written_as_people_read_them(
    value: Value, number_format: NumberFormat | None, shown: str
) -> None:
    assert written(value, number_format).replace("\N{NO-BREAK SPACE}", " ") == shown


def test_a_list_on_the_screen_links_its_rows_sorts_by_its_heads_and_leads_to_other_pages(
    app: Flask,
) -> None:
    rows = listing(app, "/register?page=2")

    with app.test_request_context("/register?page=2"):
        page = render_template_string(
            "{% from 'web/lists.html' import table %}{{ table(listing) }}", listing=rows
        )

    assert '<a href="/cards/=1/2009">=1/2009</a>' in page
    assert 'aria-sort="descending"' in page
    assert 'rel="next" href="/register?page=3"' in page
    assert 'rel="prev" href="/register?page=1"' in page
    assert 'href="/register?format=csv"' in page


def test_an_empty_list_says_the_next_step(app: Flask) -> None:
    nothing = listing(app, "/register", rows=(), total=0)

    with app.test_request_context("/register"):
        page = render_template_string(
            "{% from 'web/lists.html' import table %}{{ table(listing) }}", listing=nothing
        )

    assert "Zacznij od nowej karty" in page
    assert "<table" not in page


def test_a_csv_is_read_by_a_polish_excel_and_computes_nothing(app: Flask) -> None:
    asked = listing(app, "/register?format=csv")

    with app.test_request_context("/register?format=csv"):
        answer = download(asked, author="cistor", made_at=NOW, banner="")
        answer.direct_passthrough = False
        content = answer.get_data()

    assert content.decode() == (
        "\ufeffNumer;Dzień;Od;Godziny;Zapisano;Klienci\r\n"
        "'=1/2009;2009-07-07;09:05;1234,50;2009-07-07 10:30;\r\n"
    )
    assert "Rejestr-porad-cistor-2009-07-07.csv" in answer.headers["Content-Disposition"]


def test_a_csv_has_whole_numbers_as_they_are(app: Flask) -> None:
    asked = listing(app, "/register?format=csv&columns=clients", rows=[ROW | {"clients": 3}])

    with app.test_request_context("/register"):
        answer = download(asked, author="cistor", made_at=NOW, banner="")
        answer.direct_passthrough = False

        assert answer.get_data().decode() == "\ufeffKlienci\r\n3\r\n"


@pytest.mark.parametrize("banner", ["", "Sezon pokazowy"])
def test_a_workbook_has_the_list_and_what_was_asked_for(app: Flask, banner: str) -> None:
    asked = listing(app, "/register?format=xlsx")

    with app.test_request_context("/register?format=xlsx"):
        answer = download(asked, author="cistor", made_at=NOW, banner=banner)
        answer.direct_passthrough = False
        book = openpyxl.load_workbook(BytesIO(answer.get_data()))

    rows = [[cell.value for cell in row] for row in book["Lista"].iter_rows()]
    parameters = {
        row[0].value: row[1].value for row in book["Parametry"].iter_rows(min_row=2, max_col=2)
    }
    assert rows[0][0] == (banner or "Numer")
    assert rows[-1][:4] == ["'=1/2009", datetime(2009, 7, 7), "09:05", 1234.5]  # noqa: DTZ001 - a day, as the library reads it
    assert parameters["Stan"] == "zatwierdzona"
    assert parameters["Liczba wierszy"] == "1"
    assert parameters["Sporządzono"] == "2009-07-07 10:30"
