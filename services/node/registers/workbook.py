"""A register as a file: what is safe to open is opened, and its rows come out as they are seen."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from services.node.registers.cells import Cell, Unusable, shown
from services.node.registers.columns import (
    Column,
    Layout,
    RegisterProblem,
    layout_of,
    refuse_lacking,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST_BYTES: Final = 5_000_000
MOST_UNPACKED: Final = 60_000_000
"""A workbook is a ZIP: a small one may hold more than a machine has room for."""

MOST_PARTS: Final = 500
MOST_COLUMNS: Final = 100
MOST_SCANNED: Final = 20_000
"""Rows that are looked at, most of them empty ones that somebody once formatted."""

LATEST_HEADINGS: Final = 20
"""The row until which headings are looked for; titles stand above them."""

FEWEST_HEADINGS: Final = 2

_SAVE_AS_XLSX: Final = "otwórz go w Excelu lub LibreOffice i zapisz jako „Skoroszyt Excel (.xlsx)”"
_NO_RESULT: Final = (
    "formuła nie ma zapisanego wyniku – otwórz plik w Excelu lub LibreOffice, zapisz go i spróbuj "
    "ponownie albo wpisz wartość"
)
_ERROR: Final = "formuła kończy się błędem – popraw ją albo wpisz wartość"


class RegisterUnreadable(RegisterProblem):
    """A file that cannot be read in; the text says what to do with it."""


@dataclass(frozen=True)
class Row:
    """One row: its number in the sheet, and its cells under the headings."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, kw_only=True)
class Register:
    """What stands in the sheet that was chosen."""

    sheet: str
    layout: Layout
    rows: tuple[Row, ...]
    empty_formulas: int
    """Rows left out because there is nothing in them but formulas without a result."""


def read_register(
    file: Path, columns: Sequence[Column], sheet: str | None, *, most_rows: int
) -> Register:
    """Read a register's rows.

    Without a `sheet` it is the first visible one that has headings of the register. Raises
    `RegisterUnreadable` or `HeadingsUnusable`.
    """
    _refuse_unsafe(file)
    try:
        values = load_workbook(file, read_only=True, data_only=True)
        formulas = load_workbook(file, read_only=True, data_only=False)
    except (
        *(InvalidFileException, zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError),
        *(AttributeError, OSError, EOFError),
    ) as error:
        raise RegisterUnreadable(
            f"{file}: plik jest uszkodzony albo nie jest skoroszytem – {_SAVE_AS_XLSX}."
        ) from error
    try:
        return _chosen(values, formulas, columns, sheet, file, most_rows)
    finally:
        values.close()
        formulas.close()


def _refuse_unsafe(file: Path) -> None:
    size = file.stat().st_size
    if size > MOST_BYTES:
        raise RegisterUnreadable(
            f"{file}: plik ma {size // 1_000_000} MB, a może mieć najwyżej "
            f"{MOST_BYTES // 1_000_000} MB – podziel rejestr na mniejsze albo usuń z niego obrazy."
        )
    with file.open("rb") as opened:
        start = opened.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise RegisterUnreadable(
            f"{file}: to plik XLS (Excel 97–2003) albo skoroszyt z hasłem – usuń hasło, "
            f"{_SAVE_AS_XLSX}."
        )
    if not zipfile.is_zipfile(file):
        raise RegisterUnreadable(
            f"{file}: to nie jest skoroszyt XLSX (może CSV) – {_SAVE_AS_XLSX}."
        )
    with zipfile.ZipFile(file) as packed:
        parts = packed.infolist()
        names = {part.filename for part in parts}
        if "xl/workbook.xml" not in names:
            kind = "arkusz ODS" if "content.xml" in names else "nie jest skoroszyt XLSX"
            raise RegisterUnreadable(f"{file}: to {kind} – {_SAVE_AS_XLSX}.")
        # A part that is longer than it claims is not read any further than that.
        if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise RegisterUnreadable(
                f"{file}: po rozpakowaniu plik jest za duży – skopiuj same wiersze rejestru do "
                "nowego skoroszytu."
            )


def _chosen(  # noqa: PLR0913, PLR0917 - both views of one workbook, what to look for, and where
    values: Any,  # noqa: ANN401 - openpyxl names no type for a workbook opened for reading only
    formulas: Any,  # noqa: ANN401 - likewise
    columns: Sequence[Column],
    sheet: str | None,
    file: Path,
    most_rows: int,
) -> Register:
    names = [each.title for each in values.worksheets if each.sheet_state == "visible"]
    if sheet is not None and sheet not in values.sheetnames:
        raise RegisterUnreadable(
            f"{file}: nie ma arkusza „{sheet}” – są: {', '.join(f'„{name}”' for name in names)}."
        )
    for name in [sheet] if sheet is not None else names:
        rows = _rows(values[name], formulas[name])
        layout = _headings(rows, columns)
        if layout is not None:
            refuse_lacking(layout, columns, name)
            return _below(name, layout, rows, file, most_rows)
    wanted = ", ".join(f"„{column.heading}”" for column in columns if column.needed)
    raise RegisterUnreadable(
        f"{file}: w pierwszych {LATEST_HEADINGS} wierszach nie ma nagłówków rejestru ({wanted}) – "
        "dopisz je (wzór: «owss import-template»)."
    )


def _rows(values: Any, formulas: Any) -> Iterator[Row]:  # noqa: ANN401 - as above
    """Give the rows of a sheet; a formula without a remembered result is not an empty cell."""
    # What a file says about the size of its sheets may be wrong.
    values.reset_dimensions()
    formulas.reset_dimensions()
    both = zip_longest(
        values.iter_rows(max_col=MOST_COLUMNS), formulas.iter_rows(max_col=MOST_COLUMNS)
    )
    for number, (seen, written) in enumerate(both, start=1):
        yield Row(number, tuple(map(_cell, seen or (), written or ())))


def _cell(value: Any, formula: Any) -> Cell:  # noqa: ANN401 - cells of openpyxl are of many classes
    if formula.data_type == "f" and value.value is None:
        return Unusable(f"{formula.value}", _NO_RESULT)
    if value.data_type == "e":
        return Unusable(str(value.value), _ERROR)
    cell: Cell = value.value
    return cell.strip() or None if isinstance(cell, str) else cell


def _headings(rows: Iterator[Row], columns: Sequence[Column]) -> Layout | None:
    """Return the first row of headings, and leave `rows` below it."""
    for row in rows:
        layout = layout_of([" ".join(shown(cell).split()) for cell in row.cells], columns)
        if len(layout.places) >= FEWEST_HEADINGS:
            return layout
        if row.number == LATEST_HEADINGS:
            return None
    return None


def _below(sheet: str, layout: Layout, rows: Iterator[Row], file: Path, most_rows: int) -> Register:
    found: list[Row] = []
    empty_formulas = 0
    places = set(layout.places.values())
    for row in rows:
        read = [cell for place, cell in enumerate(row.cells) if place in places]
        if row.number > MOST_SCANNED:
            raise RegisterUnreadable(
                f"{file}: arkusz „{sheet}” ma ponad {MOST_SCANNED} wierszy – usuń puste wiersze z "
                "końca arkusza albo podziel rejestr."
            )
        if all(cell is None or isinstance(cell, Unusable) for cell in read):
            empty_formulas += any(isinstance(cell, Unusable) for cell in read)
            continue
        if len(found) == most_rows:
            raise RegisterUnreadable(
                f"{file}: arkusz „{sheet}” ma ponad {most_rows} wpisów – podziel rejestr, na "
                "przykład na miesiące."
            )
        lacking = len(layout.headings) - len(row.cells)
        found.append(Row(row.number, row.cells[: len(layout.headings)] + (None,) * lacking))
    return Register(sheet=sheet, layout=layout, rows=tuple(found), empty_formulas=empty_formulas)
