"""Everything kept about a client, as people and as programs read it."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from io import BytesIO
from typing import Any
from uuid import UUID

import openpyxl
import pytest

from services.consultations.answers import PersonAnswer
from services.consultations.application.cancel_advice import cancel_advice
from services.consultations.application.client_list_queries import PersonExportQuery
from services.consultations.application.export_person import PersonExport, export_person
from services.consultations.application.note_views import note_views
from services.consultations.documents.person import draw_person
from services.consultations.documents.wording_of_clients import (
    APPOINTMENT_STATES,
    FOLLOW_UP_OUTCOMES,
    PATH_OUTCOMES,
    VIEW_OCCASIONS,
)
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.client_view import ViewOccasion
from shared.contracts.consultations import FollowUpOutcome, PathOutcome
from tests.unit.consultations.examples import CLIENT_ID, COORDINATOR, COORDINATOR_ID, NOW
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.test_client_lists import SECOND_ID, lived_with, to_note
from tests.unit.consultations.working_time_examples import to_cancel

QUERY = PersonExportQuery(actor=COORDINATOR, client_id=CLIENT_ID)


@pytest.fixture
def export(at_work: FakeWork) -> PersonExport:
    lived_with(at_work)
    cancel_advice(to_cancel(UUID(int=61)), at_work, NOW)
    note_views(to_note(actor=COORDINATOR, occasion=ViewOccasion.PERSON_EXPORT), at_work, NOW)
    return export_person(QUERY, at_work, NOW)


def rows_of(workbook: bytes, sheet: str) -> list[tuple[Any, ...]]:
    rows = openpyxl.load_workbook(BytesIO(workbook))[sheet].iter_rows(values_only=True)
    return [tuple(_plain(cell) for cell in row) for row in rows]


def _plain(cell: object) -> object:
    return " ".join(cell.split()) if isinstance(cell, str) else cell


def test_each_kind_of_record_has_its_sheet(export: PersonExport) -> None:
    workbook = draw_person(export, banner="")

    sheets = openpyxl.load_workbook(BytesIO(workbook)).sheetnames
    assert sheets == [
        "Kartoteki",
        "Karty doradztwa",
        "Zgłoszenia po poradę",
        "Ścieżki wsparcia",
        "Skierowania",
        "Badanie losów",
        "Skany podpisanych kart",
        "Formularze niewysłane",
        "Historia zmian",
        "Wgląd w dane",
    ]
    _, _, *files = rows_of(workbook, "Kartoteki")
    assert [(file[0], file[2], file[12], file[14]) for file in files] == [
        ("7 lipca 2009", "Jan Żak", "słowa o torun", "–"),
        ("7 lipca 2009", "Jan Żak", "słowa o torun", "7 lipca 2009"),
    ]
    assert rows_of(workbook, "Karty doradztwa")[2][:7] == (
        "1/2009/zarska",
        "7 lipca 2009",
        "10:00–11:30",
        "zatwierdzona",
        "słowa o legal",
        "słowa o in_person",
        "Anna Zięba",
    )
    assert [row[1] for row in rows_of(workbook, "Zgłoszenia po poradę")[2:]] == [
        "odwołana",
        "umówiona",
    ]
    assert rows_of(workbook, "Ścieżki wsparcia")[2][3] == "cel osiągnięty"
    assert [row[2:4] for row in rows_of(workbook, "Skierowania")[2:]] == [
        ("zarska", "torunska"),
        ("torunska", "zarska"),
    ]
    assert rows_of(workbook, "Badanie losów")[2] == ("7 stycznia 2010", "6", "zatrudnienie")
    assert rows_of(workbook, "Wgląd w dane")[2] == (
        "7 lipca 2009 r., godz. 14:00",
        str(COORDINATOR_ID),
        "plik ze wszystkimi danymi",
    )


def test_the_history_of_words_is_in_the_order_in_which_it_was_made(export: PersonExport) -> None:
    rows = rows_of(draw_person(export, banner=""), "Historia zmian")[2:]

    assert (
        "7 lipca 2009 r., godz. 14:00",
        "Anna Zięba",
        "subject",
        "",
        "Statut spółdzielni",
    ) in [row[:5] for row in rows]


def test_an_annulled_card_says_so_and_an_open_path_has_no_outcome(export: PersonExport) -> None:
    (card,), (path,) = export.dossier.cards, export.dossier.support_paths
    dossier = replace(
        export.dossier,
        cards=(replace(card, counted=False),),
        support_paths=(replace(path, end=None),),
    )

    workbook = draw_person(replace(export, dossier=dossier), banner="")

    assert rows_of(workbook, "Karty doradztwa")[2][3] == "unieważniona"
    assert rows_of(workbook, "Ścieżki wsparcia")[2][2:] == ("–", "")


def test_a_workbook_of_played_time_says_so_on_every_sheet(export: PersonExport) -> None:
    workbook = draw_person(export, banner="Czas jest odgrywany.")

    loaded = openpyxl.load_workbook(BytesIO(workbook))
    assert {loaded[name]["A1"].value for name in loaded.sheetnames} == {"Czas jest odgrywany."}


def test_a_program_reads_the_same(export: PersonExport) -> None:
    answer = PersonAnswer().dump(export)

    assert [file["client_id"] for file in answer["files"]] == [str(CLIENT_ID), str(SECOND_ID)]
    assert answer["cards"][0]["subject"] == "Statut spółdzielni"
    assert [each["state"] for each in answer["appointments"]] == ["cancelled", "scheduled"]
    assert answer["support_paths"][0]["outcome"] == "goal_reached"
    assert answer["referrals"][0]["to_node"] == "torunska"
    assert answer["receipts"][0]["from_node"] == "torunska"
    assert answer["follow_ups"][0]["outcome"] == "employed"
    assert answer["views"][0]["occasion"] == "person_export"
    assert answer["histories"][str(SECOND_ID)]["told"][0]["name"] == "client_registered"


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        (APPOINTMENT_STATES, AppointmentState),
        (PATH_OUTCOMES, PathOutcome),
        (FOLLOW_UP_OUTCOMES, FollowUpOutcome),
        (VIEW_OCCASIONS, ViewOccasion),
    ],
)
def test_each_code_has_words(words: dict[object, str], codes: type[StrEnum]) -> None:
    assert set(words) == set(codes)
