"""The file in which people find what became of each row, to put it right and import it again."""

from __future__ import annotations

import stat
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from services.consultations.registers.advice_cards import CARDS
from services.consultations.registers.cells import Cell
from services.consultations.registers.columns import Layout
from services.consultations.registers.importing import Order
from services.consultations.registers.reading import Fault
from services.consultations.registers.result import ImportResult, RowResult, Status, write_result
from services.consultations.registers.workbook import Register, Row, read_register
from services.node import commands_import
from tests.slices.node.registers import moment, read_workbook
from tests.unit.registers.test_workbook import COLUMNS

DATED = date(2009, 8, 20)
FAULT = Fault(told="nie ma takiego dnia – popraw datę", heading="Data", seen="31.06.2009")
CELLS: tuple[Cell, ...] = (
    *(1, "+48 600", None, True, 1.5, time(9, 30), date(2009, 7, 7)),
    *(moment(2009, 7, 7), moment(2009, 7, 7, 9, 30)),
)


def a_result(*rows: RowResult, headings: tuple[str, ...]) -> ImportResult:
    register = Register(
        sheet="Rejestr",
        layout=Layout(headings, {}),
        rows=tuple(row.row for row in rows),
        empty_formulas=0,
    )
    return ImportResult(register=register, rows=rows, kept=False)


def written(tmp_path: Path, result: ImportResult, name: str = "karty.xlsx") -> Path:
    return write_result(result, tmp_path / name, node="zarska", dated=DATED)


def test_every_row_stands_there_as_it_was_with_what_became_of_it(tmp_path: Path) -> None:
    headings = tuple(f"K{place}" for place in range(len(CELLS)))
    result = a_result(
        RowResult(Row(2, CELLS), Status.CORRECT),
        RowResult(Row(3, CELLS), Status.FAULTY, (FAULT, Fault(told="Karta jest za stara."))),
        headings=headings,
    )

    first, one, other = read_workbook(written(tmp_path, result))

    assert first == [*headings, "Wynik"]
    assert one == [
        *(1, "'+48 600", None, "tak", 1.5, "09:30", moment(2009, 7, 7)),
        *(moment(2009, 7, 7), "07.07.2009 09:30", "poprawny, ale nic nie zapisano"),
    ]
    assert other[-1] == (
        "błąd: kolumna „Data”, „31.06.2009”: nie ma takiego dnia – popraw datę. "
        "Karta jest za stara."
    )


def test_what_is_imported_again_from_the_file_is_the_same(tmp_path: Path) -> None:
    result = a_result(
        RowResult(Row(2, (1, "Jan Żak", "+48 600", "stary wynik")), Status.IMPORTED),
        headings=("Nr", "Nazwa", "Ważne uwagi", "wynik"),
    )

    register = read_register(written(tmp_path, result), COLUMNS, None, most_rows=10)

    assert register.layout.headings == ("Nr", "Nazwa", "Ważne uwagi", "Wynik")
    assert [row.cells[:3] for row in register.rows] == [(1, "Jan Żak", "'+48 600")]


@pytest.mark.parametrize("source", ["karty.xlsx", "karty-wynik.xlsx"])
def test_no_file_is_written_over(tmp_path: Path, source: str) -> None:
    result = a_result(headings=("Nr", "Nazwa"))

    files = [written(tmp_path, result, source).name for _ in range(3)]

    assert files == ["karty-wynik.xlsx", "karty-wynik-2.xlsx", "karty-wynik-3.xlsx"]


def test_only_its_owner_may_read_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, a_result(headings=("Nr", "Nazwa")))

    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_a_screen_shows_the_first_faults_and_counts_the_others(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [RowResult(Row(number, (1,)), Status.FAULTY, (FAULT,)) for number in range(2, 27)]
    result = a_result(*rows, headings=("Nr",))
    formulas = replace(result, register=replace(result.register, empty_formulas=3))

    commands_import._tell(formulas, Order(file=Path("karty.xlsx"), kind=CARDS))

    shown = capsys.readouterr().out.splitlines()
    assert len([line for line in shown if line.startswith("✗ arkusz „Rejestr”, wiersz ")]) == 20
    assert shown[-3:] == [
        "  … i jeszcze 5, wszystkie w pliku z wynikiem.",
        "Pominięto wiersze, w których są tylko formuły bez wyniku: 3.",
        "Arkusz „Rejestr”, wiersze: 25 (błąd: 25).",
    ]
