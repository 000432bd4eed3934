"""A register as a file: what is safe to open is opened, and its rows come out as they are seen."""

from __future__ import annotations

import warnings
import zipfile
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from openpyxl import load_workbook

from services.consultations.registers.cells import Cell, Unusable, shown
from services.consultations.registers.columns import (
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


@dataclass(frozen=True)
class _Sheet:
    """A sheet with its rows, one more than may be looked at."""

    name: str
    is_visible: bool
    rows: list[Row]


def read_register(
    file: Path, columns: Sequence[Column], sheet: str | None, *, most_rows: int
) -> Register:
    """Read a register's rows.

    Without a `sheet` it is the first visible one that has headings of the register. Raises
    `RegisterUnreadable` or `HeadingsUnusable`.
    """
    _refuse_unsafe(file)
    sheets = _opened(file)
    if sheet is not None and sheet not in {each.name for each in sheets}:
        names = ", ".join(f"„{each.name}”" for each in sheets if each.is_visible)
        raise RegisterUnreadable(f"{file}: nie ma arkusza „{sheet}” – są: {names}.")
    for each in sheets:
        if each.name == sheet or (sheet is None and each.is_visible):
            rows = iter(each.rows)
            layout = _headings(rows, columns)
            if layout is not None:
                refuse_lacking(layout, columns, each.name)
                return _below(each.name, layout, rows, file, most_rows)
    wanted = ", ".join(f"„{column.heading}”" for column in columns if column.needed)
    raise RegisterUnreadable(
        f"{file}: w pierwszych {LATEST_HEADINGS} wierszach nie ma nagłówków rejestru ({wanted}) – "
        "dopisz je (wzór: «owss import-template»)."
    )


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


def _opened(file: Path) -> list[_Sheet]:
    """Read all sheets: what each cell shows, and where a formula has no result to show."""
    content = file.read_bytes()
    try:
        with (
            warnings.catch_warnings(action="ignore"),  # of what it does not know and we do not need
            closing(load_workbook(BytesIO(content), read_only=True, data_only=True)) as values,
            closing(load_workbook(BytesIO(content), read_only=True)) as formulas,
        ):
            return [
                _Sheet(
                    seen.title,
                    seen.sheet_state == "visible",
                    list(islice(_rows(seen, formulas[seen.title]), MOST_SCANNED + 1)),
                )
                for seen in values.worksheets
            ]
    except Exception as error:  # the library raises whatever a damaged file leads it to
        raise RegisterUnreadable(
            f"{file}: plik jest uszkodzony albo nie jest skoroszytem – {_SAVE_AS_XLSX}."
        ) from error


def _rows(values: Any, formulas: Any) -> Iterator[Row]:  # noqa: ANN401 - openpyxl names no type for sheets that are only read
    # What a file says about the size of its sheets may be wrong.
    values.reset_dimensions()
    formulas.reset_dimensions()
    both = zip(
        values.iter_rows(max_col=MOST_COLUMNS),
        formulas.iter_rows(max_col=MOST_COLUMNS),
        strict=True,
    )
    for number, (seen, written) in enumerate(both, start=1):
        yield Row(number, tuple(map(_cell, seen, written)))


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
        headings = [" ".join(shown(cell).split()) for cell in row.cells]
        while headings and not headings[-1]:
            headings.pop()
        layout = layout_of(headings, columns)
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
        found.append(Row(row.number, row.cells[: len(layout.headings)]))
    if not found and not empty_formulas:
        raise RegisterUnreadable(
            f"{file}: pod nagłówkami arkusza „{sheet}” nie ma wpisów – wypełnij go albo wskaż inny "
            "arkusz opcją --sheet."
        )
    return Register(sheet=sheet, layout=layout, rows=tuple(found), empty_formulas=empty_formulas)
