"""Timesheets and the register as people print and keep them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from services.consultations.application.approve_card import approve_card
from services.consultations.application.close_timesheet import close_timesheet
from services.consultations.application.correct_duty import correct_duty
from services.consultations.application.draft_card import draft_card
from services.consultations.application.export_register_of_advice import RegisterExport
from services.consultations.application.read_timesheet import sheet_of_month
from services.consultations.application.record_duty import record_duty
from services.consultations.application.reopen_timesheet import reopen_timesheet
from services.consultations.application.sign_card import sign_card
from services.consultations.documents import wording
from services.consultations.documents.document import Document, Table
from services.consultations.documents.pdf import draw_pdf
from services.consultations.documents.register_of_advice import draw_register
from services.consultations.documents.timesheet import timesheet_document
from services.consultations.documents.xlsx import draw_xlsx
from services.consultations.domain.advice_card import CardState
from services.consultations.domain.register_of_advice import (
    RegisterFilter,
    RegisterOrder,
    RegisterRow,
    RegisterSums,
)
from shared.contracts.consultations import ClientKind, ReopeningReason, StaffRole
from shared.kernel.period import Period
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    NOW,
    PROGRAMME,
    TODAY,
    a_programme,
    a_session,
    changed,
    to_approve,
    to_draft,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import (
    AUGUST_BEGINS,
    JULY,
    to_close,
    to_correct_duty,
    to_record_duty,
    to_reopen,
)

CARD_ID = UUID(int=41)
LATER = NOW + timedelta(days=8)


@pytest.fixture
def worked(at_work: FakeWork) -> FakeWork:
    """Give a node with a duty from 9 to 13, approved advice in it, and a duty told of late."""
    record_duty(to_record_duty(), at_work, NOW)
    draft_card(to_draft(CARD_ID), at_work, NOW)
    sign_card(to_sign(CARD_ID), at_work, NOW)
    approve_card(to_approve(CARD_ID), at_work, NOW)
    early = TODAY - timedelta(days=1)
    late = to_record_duty(uuid4(), held_on=early, started_at=time(8), ended_at=time(10, 20))
    record_duty(late, at_work, LATER)
    return at_work


def document(work: FakeWork, *, banner: str = "") -> Document:
    read = sheet_of_month(ADVISER_ID, JULY, work)
    now = AUGUST_BEGINS + timedelta(days=4)
    return timesheet_document(read, now=now, banner=banner)


def text_of(content: bytes) -> str:
    """Return the text of a PDF in one line, with ordinary spaces."""
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def rows_of(content: bytes, sheet: str) -> list[tuple[Any, ...]]:
    return list(worksheet_of(content, sheet).iter_rows(values_only=True))


def worksheet_of(content: bytes, sheet: str) -> Worksheet:
    worksheet = openpyxl.load_workbook(BytesIO(content))[sheet]
    assert isinstance(worksheet, Worksheet)
    return worksheet


def table(shown: Document, title: str) -> Table:
    (found,) = [each for each in shown.tables if each.title == title]
    return found


def plain(text: str) -> str:
    return " ".join(text.split())


# --- Timesheets


def test_a_timesheet_lists_each_entry_and_sums_the_day_and_the_month(worked: FakeWork) -> None:
    rows = [row.entries[1:7] for row in table(document(worked), "Czas pracy").rows]

    assert [tuple(map(str, row)) for row in rows] == [
        ("2009-07-06", "dyżur", "owss-2009", "08:00–10:20", "2.33", "2.33"),
        ("2009-07-07", "dyżur", "owss-2009", "09:00–13:00", "4.00", "None"),
        ("2009-07-07", "porada 1/2009/zarska", "owss-2009", "10:00–11:30", "1.50", "4.00"),
        ("OGÓŁEM", "", "", "", "None", "6.33"),
    ]


def test_a_late_entry_says_when_it_was_made_and_when_it_was_put_right(worked: FakeWork) -> None:
    close_timesheet(to_close(), worked, AUGUST_BEGINS)
    reopen_timesheet(to_reopen(), worked, AUGUST_BEGINS)
    correct_duty(to_correct_duty(), worked, AUGUST_BEGINS + timedelta(hours=1))

    late = [row.entries[-1] for row in table(document(worked), "Czas pracy").rows]

    assert [each and plain(str(each)) for each in late] == [
        "wpisano 15 lipca 2009 r., godz. 14:00",
        "wpisano 7 lipca 2009 r., godz. 14:00; poprawiono 1 sierpnia 2009 r., godz. 11:00",
        None,
        None,
    ]


def test_the_hours_of_each_programme_stand_apart_with_duty_apart(worked: FakeWork) -> None:
    worked.programmes.add(replace(PROGRAMME, code="pokl-2009"))
    other = to_record_duty(uuid4(), programme="pokl-2009", started_at=time(15), ended_at=time(16))
    record_duty(other, worked, NOW)

    shown = document(worked)

    programmes = table(shown, "Godziny według projektów")
    assert [tuple(map(str, row.entries)) for row in programmes.rows] == [
        ("owss-2009", "1.50", "6.33"),
        ("pokl-2009", "0.00", "1.00"),
    ]
    assert plain(programmes.notes[-1]) == "Czas pracy we wszystkich projektach razem: 7,33 h."
    assert [text for label, text in shown.fields if label == "Projekt"] == [
        "Program (owss-2009)",
        "Program (pokl-2009)",
    ]


def test_an_open_sheet_is_marked_as_a_draft_on_every_page(worked: FakeWork) -> None:
    shown = document(worked, banner="Sezon pokazowy")

    assert shown.banner == "Sezon pokazowy · PROJEKT – karta czasu pracy nie jest zamknięta"
    assert shown.dated == date(2009, 8, 5)
    assert plain(dict(shown.fields)["Stan"]) == "otwarta; stan na 5 sierpnia 2009 r., godz. 10:00"
    assert not [each for each in shown.tables if each.title == "Zamknięcia karty"]


def test_a_closed_sheet_is_dated_by_its_closing_and_lists_all_closings(worked: FakeWork) -> None:
    close_timesheet(to_close(), worked, AUGUST_BEGINS)
    reopen_timesheet(to_reopen(), worked, AUGUST_BEGINS + timedelta(days=1))
    close_timesheet(to_close(), worked, AUGUST_BEGINS + timedelta(days=2))

    shown = document(worked)

    assert (shown.banner, shown.dated) == ("", date(2009, 8, 3))
    assert dict(shown.fields)["Stan"].endswith("(zamknięcie nr 2)")
    closed_first = "1 sierpnia 2009 r., godz. 10:00"
    rows = [row.entries for row in table(shown, "Zamknięcia karty").rows]
    assert [plain("|".join(map(str, row))) for row in rows] == [
        f"1.|{closed_first}|1|2 sierpnia 2009 r., godz. 10:00|spóźniona karta doradztwa",
        "2.|3 sierpnia 2009 r., godz. 10:00|1|None|None",
    ]


def test_cards_that_wait_for_approval_are_listed_apart(worked: FakeWork) -> None:
    advice = told(started_at=time(15), ended_at=time(16))
    draft_card(to_draft(uuid4(), advice=advice), worked, NOW)

    pending = table(document(worked), "Karty, które czekają na zatwierdzenie – nie wliczono ich")

    (row,) = pending.rows
    assert (row.entries[0], row.entries[2], str(row.entries[3])) == (
        "2/2009/zarska",
        "15:00–16:00",
        "1.00",
    )


def test_a_sheet_names_the_organisation_and_the_contract_where_they_are_known(
    worked: FakeWork,
) -> None:
    contract = replace(PROGRAMME.contract, number="7/2009")
    later = a_programme(version=2, valid_from=TODAY, contract=contract)
    worked.programmes.add(later)

    assert dict(document(worked).fields)["Organizacja"] == "Z, Żary"
    assert dict(document(worked).fields)["Projekt"] == "Program (owss-2009), umowa nr 7/2009"
    worked.node = "nowy"
    assert dict(document(worked).fields)["Organizacja"] == "nowy"


def test_the_pdf_says_what_the_document_says_and_has_places_to_sign(worked: FakeWork) -> None:
    close_timesheet(to_close(), worked, AUGUST_BEGINS)
    reopen_timesheet(to_reopen(), worked, AUGUST_BEGINS)

    text = text_of(draw_pdf(document(worked)))

    for words in (
        "Karta czasu pracy",
        "lipiec 2009",
        "Anna Zięba",
        "konsultant",
        "7 lipca 2009 porada 1/2009/zarska owss-2009 10:00–11:30 1,50 4,00",
        "1. 1 sierpnia 2009 r., godz. 10:00 1 1 sierpnia",
        "OGÓŁEM 6,33",
        "PROJEKT – karta czasu pracy nie jest zamknięta",
        "Zadania wykonano prawidłowo: TAK NIE",
        "Uwagi:",
        "data i podpis osoby wykonującej pracę",
        "data i podpis koordynatora (zastępcy)",
        "strona 1 z 1",
    ):
        assert words in text


def test_equal_documents_have_equal_bytes(worked: FakeWork) -> None:
    first, second = document(worked), document(worked)

    assert draw_pdf(first) == draw_pdf(second)
    assert draw_xlsx(first) == draw_xlsx(second)


def test_in_the_workbook_hours_are_numbers_and_people_sign_below(worked: FakeWork) -> None:
    close_timesheet(to_close(), worked, AUGUST_BEGINS)

    rows = rows_of(draw_xlsx(document(worked)), "Karta czasu pracy")

    assert rows[0][0] == "Karta czasu pracy: lipiec\xa02009"
    (total,) = [row for row in rows if row[1] == "OGÓŁEM"]
    assert total[6] == 6.33
    (first,) = [row for row in rows if row[0] == "1." and row[2] == "dyżur"]
    assert first[1] == datetime(2009, 7, 6)  # noqa: DTZ001 - a day in a workbook has no zone
    assert (first[5], plain(first[7])) == (2.33, "wpisano 15 lipca 2009 r., godz. 14:00")
    (closing,) = [row for row in rows if row[2] == 1]
    assert closing[0] == "1."
    below = [row[0] for row in rows[-2:]]
    assert [text.partition(":")[0] for text in below] == [
        "data i podpis osoby wykonującej pracę",
        "data i podpis koordynatora (zastępcy)",
    ]


def test_a_draft_is_marked_in_the_workbook_too(worked: FakeWork) -> None:
    rows = rows_of(draw_xlsx(document(worked)), "Karta czasu pracy")

    assert rows[0][0] == "PROJEKT – karta czasu pracy nie jest zamknięta"


# --- The register


def a_row(**changes: object) -> RegisterRow:
    row = RegisterRow(
        card_id=CARD_ID,
        card_number="1/2009/zarska",
        programme="owss-2009/1",
        session=a_session(),
        field_of_advice="legal",
        form_of_contact="in_person",
        client_ids=(UUID(int=21), UUID(int=22), UUID(int=23)),
        client_kinds=(ClientKind.INDIVIDUAL, ClientKind.LEGAL_PERSON, ClientKind.INDIVIDUAL),
        client_names=("Jan Żak", "Fundacja", "Ewa Łąk"),
        advisers=("Anna Zięba", "Ewa Łoś"),
        state=CardState.APPROVED,
        counted=True,
    )
    return changed(row, changes)


def an_export(*rows: RegisterRow, **changes: object) -> RegisterExport:
    export = RegisterExport(
        filter=RegisterFilter(period=Period(date(2009, 7, 1), date(2009, 7, 31))),
        order=RegisterOrder.HELD_ON,
        descending=False,
        rows=rows,
        sums=RegisterSums(cards=2, counted_cards=1, minutes=90),
        programmes=(PROGRAMME,),
        node="zarska",
        adviser=None,
        not_adviser=None,
        made_at=NOW,
    )
    return changed(export, changes)


def test_the_register_has_polish_headings_words_and_a_total() -> None:
    annulled = a_row(counted=False, field_of_advice="old", form_of_contact="old", advisers=("=1",))

    headings, first, second, total = rows_of(
        draw_register(an_export(a_row(), annulled), banner=""), "Rejestr porad"
    )

    assert headings == (
        "Lp.",
        "Numer karty",
        "Data",
        "Od",
        "Do",
        "Liczba godzin",
        "Rodzaj klienta",
        "Zakres",
        "Forma",
        "Doradca",
        "Stan karty",
    )
    assert first == (
        1,
        "1/2009/zarska",
        datetime(2009, 7, 7),  # noqa: DTZ001 - a day in a workbook has no zone
        "10:00",
        "11:30",
        1.5,
        "osoba fizyczna (2), osoba prawna",
        "słowa o legal",
        "słowa o in_person",
        "Anna Zięba, Ewa Łoś",
        "zatwierdzona",
    )
    assert second[7:] == ("old", "old", "'=1", "unieważniona (nie liczy się)")
    assert (total[1], total[5]) == ("Razem kart: 2, w tym liczących się: 1", 1.5)


def test_the_parameters_say_by_what_the_register_was_made() -> None:
    which = RegisterFilter(
        period=Period(date(2009, 7, 1), date(2009, 7, 31)),
        adviser_id=ADVISER_ID,
        field_of_advice="legal",
        form_of_contact="fax",
        client_kind=ClientKind.INITIATIVE_GROUP,
        client_words="Łąka",
        not_adviser_id=COLLEAGUE_ID,
        states=frozenset({CardState.RETURNED, CardState.DOCUMENTED}),
        late_on=TODAY,
    )
    export = an_export(
        filter=which,
        adviser="Anna Zięba",
        not_adviser="Ewa Łoś",
        order=RegisterOrder.MINUTES,
        descending=True,
    )

    rows = rows_of(draw_register(export, banner=""), "Parametry")

    assert [(label, plain(text)) for label, text in rows] == [
        ("Parametr", "Wartość"),
        ("Węzeł", "zarska"),
        ("Okres", "1–31 lipca 2009"),
        ("Doradca", "Anna Zięba"),
        ("Bez kart doradcy", "Ewa Łoś"),
        ("Zakres", "słowa o legal"),
        ("Forma", "fax"),
        ("Rodzaj klienta", "grupa inicjatywna"),
        ("Klient", "Łąka"),
        ("Stan karty", "sporządzona, zwrócona do poprawy"),
        ("Tylko karty po terminie w dniu", "7 lipca 2009"),
        ("Porządek", "liczba godzin, malejąco"),
        ("Liczba kart", "2"),
        ("Kart, które się liczą", "1"),
        ("Suma godzin", "1,50"),
        ("Sporządzono", "7 lipca 2009 r., godz. 14:00"),
    ]


def test_a_register_of_everything_says_so() -> None:
    rows = dict(rows_of(draw_register(an_export(filter=RegisterFilter()), banner=""), "Parametry"))

    asked = ("Doradca", "Zakres", "Forma", "Rodzaj klienta", "Stan karty")
    assert {rows[label] for label in asked} == {"wszystkie"}
    assert (rows["Okres"], rows["Porządek"]) == ("cały", "data porady, rosnąco")


def test_the_headings_of_the_register_stay_in_sight_below_the_banner() -> None:
    content = draw_register(an_export(a_row()), banner="Sezon pokazowy")

    sheet = worksheet_of(content, "Rejestr porad")
    assert (sheet["A1"].value, sheet.freeze_panes) == ("Sezon pokazowy", "A3")
    assert worksheet_of(content, "Parametry")["A1"].value == "Sezon pokazowy"


def test_equal_registers_have_equal_bytes() -> None:
    first, second = (draw_register(an_export(a_row()), banner="") for _ in range(2))

    assert first == second


# --- Words


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (wording.CLIENT_KINDS, ClientKind),
        (wording.CARD_STATES, CardState),
        (wording.STAFF_ROLES, StaffRole),
        (wording.REOPENING_REASONS, ReopeningReason),
        (wording.REGISTER_ORDERS, RegisterOrder),
    ],
)
def test_every_code_has_polish_words(words: dict[Enum, str], codes: type[Enum]) -> None:
    assert set(words) == set(codes)


def test_the_version_in_force_on_a_day_is_chosen_as_versions_are_numbered() -> None:
    versions = [
        a_programme(version=number, valid_from=TODAY + timedelta(days=number))
        for number in (10, 2, 1)
    ]

    chosen = [
        wording.in_force(versions, TODAY + timedelta(days=day))[0].version for day in (0, 1, 9, 10)
    ]

    assert chosen == [1, 1, 2, 10]
