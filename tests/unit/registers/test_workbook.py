"""Which files are opened, which are refused with what to do, and what is read of them."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from services.consultations.registers import workbook
from services.consultations.registers.cells import Unusable
from services.consultations.registers.columns import Column, HeadingsUnusable
from services.consultations.registers.workbook import Register, RegisterUnreadable, read_register
from tests.slices.node.registers import write_workbook

COLUMNS = (
    Column(key="number", heading="Nr", also=("Lp",), about="", needed=True),
    Column(key="name", heading="Nazwa", about="", needed=True, instead=("last_name",)),
    Column(key="last_name", heading="Nazwisko", about=""),
    Column(key="note", heading="Ważne uwagi", about=""),
)


def read(file: Path, sheet: str | None = None, most_rows: int = 10) -> Register:
    return read_register(file, COLUMNS, sheet, most_rows=most_rows)


def refused(file: Path, sheet: str | None = None) -> str:
    with pytest.raises(RegisterUnreadable) as refusal:
        read(file, sheet)
    assert str(refusal.value).startswith(str(file))
    return str(refusal.value)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rejestr.xlsx"


def test_rows_are_read_below_headings_in_any_order_and_blank_ones_are_left_out(
    file: Path,
) -> None:
    write_workbook(
        file,
        ("Rejestr 2009", None, None),
        (),
        ("nazwa", "ZBĘDNA", "L.p.", "wazne  uwagi"),
        ("A", "x", 1, None),
        (None, "tylko zbędna", None, None),
        ("B", None, 2),
    )

    found = read(file)

    assert found.layout.places == {"name": 0, "number": 2, "note": 3}
    assert [(row.number, row.cells) for row in found.rows] == [
        (4, ("A", "x", 1, None)),
        (6, ("B", None, 2, None)),
    ]


def test_the_sheet_is_the_first_visible_one_with_headings(file: Path) -> None:
    made = Workbook()
    hidden = made.create_sheet("Ukryty")
    shown = made.create_sheet("Dane")
    for sheet in (hidden, shown):
        sheet.append(["Nr", "Nazwa"])
        sheet.append([1, "A"])
    hidden.sheet_state = "hidden"
    made.save(file)

    assert read(file).sheet == "Dane"
    assert read(file, "Ukryty").sheet == "Ukryty"


def test_a_sheet_that_is_not_there_is_told_with_those_that_are(file: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), (1, "A"), sheet="Dane")

    assert "nie ma arkusza „Inny” – są: „Dane”" in refused(file, "Inny")


def test_a_register_without_headings_is_refused(file: Path) -> None:
    write_workbook(file, *[("a", "b")] * 30)

    assert "nie ma nagłówków rejestru („Nr”, „Nazwa”)" in refused(file)


def test_an_empty_workbook_is_refused(file: Path) -> None:
    write_workbook(file)

    assert "nie ma nagłówków rejestru" in refused(file)


def test_a_register_without_entries_is_refused(file: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), (None, None))

    assert "nie ma wpisów – wypełnij go" in refused(file)


def test_a_needed_column_that_is_lacking_is_named(file: Path) -> None:
    write_workbook(file, ("Nazwa", "Ważne uwagi"))

    with pytest.raises(HeadingsUnusable, match="brakuje kolumn: „Nr”"):
        read(file)


def test_another_column_may_stand_instead_of_a_needed_one(file: Path) -> None:
    write_workbook(file, ("Nr", "Nazwisko"), (1, "Żak"))

    assert len(read(file).rows) == 1


def test_two_columns_of_one_meaning_are_refused(file: Path) -> None:
    write_workbook(file, ("Nr", "Lp.", "Nazwa"))

    with pytest.raises(HeadingsUnusable, match=r"„Nr” i „Lp\.” znaczą w tym rejestrze"):
        read(file)


def test_a_formula_gives_its_remembered_result_and_is_told_if_there_is_none(file: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), (1, '="A"&"B"'), (2, "zwykły"), (None, '=""'))

    found = read(file)

    (formula, plain) = found.rows
    assert isinstance(formula.cells[1], Unusable)
    assert formula.cells[1].shown == '="A"&"B"'
    assert "nie ma zapisanego wyniku" in formula.cells[1].told
    assert plain.cells[1] == "zwykły"
    assert found.empty_formulas == 1


def test_a_remembered_result_is_read(file: Path, tmp_path: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), (1, "=SUM(1,2)"))
    computed = tmp_path / "policzony.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(computed, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, re.sub(rb"(?<=</f>)<v ?/?>(?:</v>)?", b"<v>3</v>", content))

    assert read(computed).rows[0].cells == (1, 3)


def test_an_error_of_a_formula_is_told(file: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), (1, "#DIV/0!"))

    (row,) = read(file).rows

    assert isinstance(row.cells[1], Unusable)
    assert "kończy się błędem" in row.cells[1].told


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"Nr;Nazwa\n1;A\n", "to nie jest skoroszyt XLSX (może CSV)"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plik XLS (Excel 97–2003) albo"),
        (b"", "to nie jest skoroszyt XLSX"),
    ],
)
def test_another_kind_of_file_is_refused_with_what_to_do(
    file: Path, content: bytes, said: str
) -> None:
    file.write_bytes(content)

    told = refused(file)

    assert said in told
    assert "zapisz jako „Skoroszyt Excel (.xlsx)”" in told


@pytest.mark.parametrize(
    ("part", "said"),
    [("content.xml", "arkusz ODS"), ("word/document.xml", "nie jest skoroszyt XLSX")],
)
def test_another_kind_of_package_is_refused(file: Path, part: str, said: str) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr(part, "<a/>")

    assert said in refused(file)


def test_a_damaged_workbook_is_refused(file: Path) -> None:
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("xl/workbook.xml", "<workbook")
        packed.writestr("[Content_Types].xml", "no XML")

    assert "plik jest uszkodzony" in refused(file)


def test_a_workbook_whose_sheet_is_damaged_is_refused(file: Path, tmp_path: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), (1, "A"))
    damaged = tmp_path / "uszkodzony.xlsx"
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(damaged, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, content[:-40] if "sheet1" in part else content)

    assert "plik jest uszkodzony" in refused(damaged)


def test_a_small_file_that_unpacks_into_a_huge_one_is_refused(file: Path, tmp_path: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"))
    bomb = tmp_path / "bomba.xlsx"
    with (
        zipfile.ZipFile(file) as old,
        zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("xl/media/image1.png", b"\0" * (workbook.MOST_UNPACKED + 1))

    assert bomb.stat().st_size < workbook.MOST_BYTES
    assert "po rozpakowaniu plik jest za duży" in refused(bomb)


def test_entities_that_multiply_are_refused(file: Path, tmp_path: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), (1, "A"))
    bomb = tmp_path / "encje.xlsx"
    entities = b'<!DOCTYPE x [<!ENTITY a0 "lol">' + b"".join(
        b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 10)
    )
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(bomb, "w") as new:
        for part in old.namelist():
            content = old.read(part)
            if "sheet1" in part:
                content = entities + b"]>" + content.replace(b"A</t>", b"&a9;</t>")
            new.writestr(part, content)

    assert "plik jest uszkodzony" in refused(bomb)


def test_a_file_that_is_too_large_is_refused(file: Path) -> None:
    with file.open("wb") as opened:
        opened.truncate(workbook.MOST_BYTES + 1)

    assert "najwyżej 5 MB" in refused(file)


def test_a_register_with_too_many_rows_is_refused(file: Path) -> None:
    write_workbook(file, ("Nr", "Nazwa"), *((number, "A") for number in range(11)))

    assert "ma ponad 10 wpisów – podziel rejestr" in refused(file)


def test_a_sheet_without_an_end_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MOST_SCANNED", 5)
    write_workbook(file, ("Nr", "Nazwa"), (1, "A"))
    opened = load_workbook(file)
    opened.worksheets[0].cell(row=9, column=1, value=2)
    opened.save(file)

    assert "ma ponad 5 wierszy – usuń puste wiersze" in refused(file)
