"""What became of each row, as people are told it: in sentences, and beside the rows in a file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from itertools import count
from typing import TYPE_CHECKING

from services.consultations.registers.cells import Cell, shown
from services.consultations.registers.columns import heading_spelling
from shared.documents.spreadsheet import Entry, Heading, NumberFormat, Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from services.consultations.registers.reading import Fault
    from services.consultations.registers.workbook import Register, Row

RESULT = "Wynik"
SUFFIX = "-wynik"
NARROWEST, WIDEST, RESULT_WIDTH = 8, 40, 80


class Status(StrEnum):
    """What became of a row, in the words that people read."""

    IMPORTED = "zaimportowano"
    KNOWN = "bez zmian – zaimportowano wcześniej"
    CORRECT = "poprawny, ale nic nie zapisano"
    FAULTY = "błąd"


@dataclass(frozen=True)
class RowResult:
    """A row, what became of it, and what is wrong with it."""

    row: Row
    status: Status
    faults: tuple[Fault, ...] = ()

    @property
    def told(self) -> str:
        """What the file says of it."""
        faults = " ".join(map(str, self.faults))
        return f"{self.status}: {faults}" if faults else self.status


@dataclass(frozen=True, kw_only=True)
class ImportResult:
    """A whole register after the import, or after the attempt."""

    register: Register
    rows: tuple[RowResult, ...]
    kept: bool

    def number_of(self, status: Status) -> int:
        return sum(row.status is status for row in self.rows)

    def sentences(self) -> tuple[str, ...]:
        """Return one sentence for each fault: sheet, row, column, what was seen, what to do."""
        return tuple(
            f"arkusz „{self.register.sheet}”, wiersz {result.row.number}, {fault}"
            for result in self.rows
            for fault in result.faults
        )


def write_result(result: ImportResult, beside: Path, *, node: str, dated: date) -> Path:
    """Write the same rows with what became of each, to be put right and imported again.

    No file is ever written over, and nobody but its owner may read it: it holds personal data.
    """
    layout = result.register.layout
    places = [
        place
        for place, heading in enumerate(layout.headings)
        if heading_spelling(heading) != heading_spelling(RESULT)
    ]
    widths = [
        min(max(NARROWEST, *(len(shown(each.row.cells[place])) for each in result.rows)), WIDEST)
        if result.rows
        else NARROWEST
        for place in places
    ]
    workbook = Workbook(title="Wynik importu", author=node, dated=dated)
    workbook.sheet(result.register.sheet, [*widths, RESULT_WIDTH]).table(
        [*(Heading(layout.headings[place]) for place in places), Heading(RESULT)],
        [
            [*(_entry(each.row.cells[place]) for place in places), Entry(each.told)]
            for each in result.rows
        ],
        headings_stay=True,
    )
    return _written(workbook.content(), beside)


def _entry(cell: Cell) -> Entry:
    match cell:
        case datetime() if cell.time() == time.min:
            return Entry(cell.date(), NumberFormat.DATE)
        case date() if not isinstance(cell, datetime):
            return Entry(cell, NumberFormat.DATE)
        case bool() | None:
            return Entry(shown(cell) or None)
        case int():
            return Entry(cell)
        case float():
            return Entry(Decimal(str(cell)))
        case _:
            return Entry(shown(cell))


def _written(content: bytes, beside: Path) -> Path:
    stem = f"{beside.stem.removesuffix(SUFFIX)}{SUFFIX}"
    for number in count(1):
        file = beside.with_name(f"{stem}{f'-{number}' if number > 1 else ''}.xlsx")
        try:
            descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            continue
        with os.fdopen(descriptor, "wb") as opened:
            opened.write(content)
        return file
    raise AssertionError  # pragma: no cover - numbers do not end
