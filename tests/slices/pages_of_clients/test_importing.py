"""Registers are checked, told row by row, and kept from a page."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest

from services.consultations.web import importing
from shared.kernel.command import Role
from tests.slices.pages_of_clients.browsing import Desk, Pages, filled_in

GOOD: dict[str, Any] = {
    "Nr": "1",
    "Rodzaj klienta": "osoba prawna",
    "Nazwa lub imię i nazwisko": "Stowarzyszenie „Źródło”",
    "NIP": "5260250274",
}
FAULTY = {**GOOD, "Nr": "2", "NIP": "526"}


def workbook(coordinator: Pages, *rows: dict[str, Any]) -> bytes:
    """Fill the node's own template in."""
    book = openpyxl.load_workbook(BytesIO(coordinator.raw("/import/template/klienci.xlsx").data))
    sheet = book["Klienci"]
    headings = [cell.value for cell in sheet[1]]
    for number, row in enumerate(rows, start=2):
        for heading, value in row.items():
            sheet.cell(number, headings.index(heading) + 1, value)
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def upload(coordinator: Pages, content: bytes, step: str, answered: int = 200, **more: Any) -> str:
    values = {**filled_in(coordinator.get("/import")), "step": step, **more}
    values["file"] = (BytesIO(content), "klienci 2009.xlsx")
    return coordinator.post("/import", answered, **values)


@pytest.mark.parametrize("kind", ["klienci", "karty", "dyzury"])
def test_there_is_a_template_of_each_kind(coordinator: Pages, kind: str) -> None:
    answer = coordinator.raw(f"/import/template/{kind}.xlsx?programme=owss-2009")

    assert "Objaśnienia" in openpyxl.load_workbook(BytesIO(answer.data)).sheetnames
    assert f"{kind}.xlsx" in answer.headers["Content-Disposition"]


def test_a_template_of_nothing_is_not_found(coordinator: Pages) -> None:
    coordinator.get("/import/template/wydatki.xlsx", 404)


def test_a_template_for_a_programme_that_nobody_knows_says_so(coordinator: Pages) -> None:
    page = coordinator.get("/import/template/klienci.xlsx?programme=owss-1999", 422)

    assert "nie zna programu „owss-1999”" in page


def test_a_file_is_checked_and_then_kept_without_choosing_it_again(
    coordinator: Pages,
) -> None:
    page = upload(coordinator, workbook(coordinator, GOOD), "check")
    assert "Sprawdzono, nic nie zapisano: klienci_2009.xlsx" in page
    assert "poprawny, ale nic nie zapisano: 1" in page
    assert "Źródło" not in coordinator.get("/clients")

    kept = coordinator.post("/import", 200, **{**filled_in(page), "step": "import"})

    assert "Zaimportowano: klienci_2009.xlsx" in kept
    assert "Źródło" in coordinator.get("/clients")


def test_the_same_file_is_imported_twice_and_counts_once(coordinator: Pages) -> None:
    content = workbook(coordinator, GOOD)
    upload(coordinator, content, "import")

    page = upload(coordinator, content, "import")

    assert "zaimportowano wcześniej: 1" in page


def test_a_faulty_row_is_told_with_its_place_and_nothing_is_kept(coordinator: Pages) -> None:
    page = upload(coordinator, workbook(coordinator, GOOD, FAULTY), "import")

    assert "wiersz 3, kolumna „NIP”" in page
    assert "Źródło" not in coordinator.get("/clients")
    values = {**filled_in(page), "step": "import"}
    assert "zaimportowano: 1" in coordinator.post("/import", 200, **values)
    assert "Źródło" in coordinator.get("/clients")


def test_many_faults_are_counted(coordinator: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "SHOWN_FAULTS", 1)
    third = {**FAULTY, "Nr": "3"}

    page = upload(coordinator, workbook(coordinator, FAULTY, third), "check")

    assert "Dalszych błędów: 1." in page


def test_a_large_file_is_chosen_again(coordinator: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "MOST_CARRIED", 10)

    page = upload(coordinator, workbook(coordinator, GOOD), "check")

    assert "wybierz ten sam plik poniżej" in page


def test_what_is_no_workbook_is_told_by_the_name_that_the_person_knows(
    coordinator: Pages,
) -> None:
    page = upload(coordinator, b"PK, but not really", "check", 422)

    assert "klienci_2009.xlsx" in page
    assert "owss-import-" not in page


def test_a_name_that_leads_elsewhere_leads_nowhere(coordinator: Pages) -> None:
    page = upload(coordinator, workbook(coordinator, GOOD), "check")

    elsewhere = {**filled_in(page), "name": "../..", "step": "import"}

    assert "Zaimportowano: ../.." in coordinator.post("/import", 200, **elsewhere)


@pytest.mark.parametrize("content", ["", "=", "no base64!"])
def test_a_file_is_asked_for(coordinator: Pages, content: str) -> None:
    values = {**filled_in(coordinator.get("/import")), "step": "check", "content": content}

    assert "Wybierz rodzaj rejestru i plik." in coordinator.post("/import", 422, **values)


def test_an_adviser_imports_nothing(adviser: Pages) -> None:
    adviser.get("/import", 403)
    adviser.get("/import/template/klienci.xlsx", 403)


def test_a_register_is_imported_where_pesel_is_kept(node_with_pesel: Desk) -> None:
    coordinator = node_with_pesel.of(Role.COORDINATOR)

    assert "Zaimportowano" in upload(coordinator, workbook(coordinator, GOOD), "import")
