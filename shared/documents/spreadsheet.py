"""XLSX workbooks: the one place that writes them, so that no list forgets the guard (R23).

A text that a person typed may begin like a formula. Here it is written as text and with an
apostrophe before it, so that neither this workbook nor a CSV made of it later computes anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from enum import StrEnum
from io import BytesIO
from itertools import groupby
from math import ceil
from typing import TYPE_CHECKING, Final, Self

import xlsxwriter

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

_FORMULA_BEGINNINGS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_A4: Final = 9  # the number of the paper size in the file format
_LINE_HEIGHT: Final = 15  # points, of the default 11-point font


class NumberFormat(StrEnum):
    """How a number or date is shown; Excel puts in the separators of its reader's language."""

    COUNT = "#,##0"
    HOURS = '#,##0.00" h"'
    PLN = '#,##0.00" zł"'
    PERCENT = '0.0"%"'
    DATE = "yyyy-mm-dd"
    TIME = "hh:mm"
    TEXT = "@"


@dataclass(frozen=True)
class Entry:
    """What stands in one cell. Texts need no number format; `None` leaves the cell empty."""

    content: str | int | Decimal | date | None
    number_format: NumberFormat | None = None
    strong: bool = False


@dataclass(frozen=True)
class Heading:
    """The heading of a column; neighbours of one group stand together under its name."""

    label: str
    group: str = ""


@dataclass(frozen=True)
class Blank:
    """What people may fill into a column of a form; `choices` is the range of a list, if any."""

    number_format: NumberFormat = NumberFormat.TEXT
    choices: str = ""


def neutralised(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula.

    Spaces before the dangerous character do not disarm it: some programs strip them on import.
    """
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_BEGINNINGS) else text


class Workbook:
    """A workbook whose bytes depend on nothing but what was written and the day it is dated."""

    def __init__(self, *, title: str, author: str, dated: date) -> None:
        self._bytes = BytesIO()
        self._workbook = xlsxwriter.Workbook(self._bytes, {"in_memory": True})
        created = datetime.combine(dated, time.min, tzinfo=UTC)
        self._workbook.set_properties({"title": title, "author": author, "created": created})
        self._formats: dict[tuple[tuple[str, object], ...], Format] = {}

    def sheet(self, name: str, widths: Sequence[int]) -> Sheet:
        """Add a sheet; `widths` are the widths of its columns in characters."""
        worksheet = self._workbook.add_worksheet(name)
        for column, width in enumerate(widths):
            worksheet.set_column(column, column, width)
        worksheet.set_landscape()
        worksheet.set_paper(_A4)
        worksheet.fit_to_pages(1, 0)
        return Sheet(self, worksheet, widths)

    def content(self) -> bytes:
        """Close the workbook and return its bytes; nothing can be written afterwards."""
        self._workbook.close()
        return self._bytes.getvalue()

    def format(self, **properties: object) -> Format:
        """Return the format with these properties, made once: Excel limits how many there are."""
        key = tuple(sorted(properties.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format({"valign": "top", **properties})
        return self._formats[key]


class Sheet:
    """One sheet, written from the top down."""

    def __init__(self, workbook: Workbook, worksheet: Worksheet, widths: Sequence[int]) -> None:
        self._workbook = workbook
        self._worksheet = worksheet
        self._widths = widths
        self._row = 0

    def heading(self, text: str) -> Self:
        """Write a heading, with an empty row before it unless it is the first thing."""
        self._row += 1 if self._row else 0
        style = self._workbook.format(bold=True, font_size=13)
        self._worksheet.write_string(self._row, 0, neutralised(text), style)
        self._row += 1
        return self

    def paragraph(self, text: str) -> Self:
        """Write running text over the whole width, in a row high enough for it."""
        style = self._workbook.format(text_wrap=True)
        last = len(self._widths) - 1
        if last:
            self._worksheet.merge_range(self._row, 0, self._row, last, "", style)
        self._worksheet.write_string(self._row, 0, neutralised(text), style)
        lines = ceil(len(text) / sum(self._widths)) or 1
        self._worksheet.set_row(self._row, lines * _LINE_HEIGHT)
        self._row += 1
        return self

    def table(
        self,
        headings: Sequence[Heading],
        rows: Sequence[Sequence[Entry]],
        *,
        headings_stay: bool = False,
    ) -> Self:
        """Write a table with a border: its headings, with their groups above, then its rows.

        Where `headings_stay`, they and all above them stay in sight while the reader scrolls.
        """
        style = self._workbook.format(
            bold=True, text_wrap=True, align="center", border=1, bg_color="#E8ECF1"
        )
        if any(heading.group for heading in headings):
            self._groups(headings, style)
            self._row += 1
        for column, heading in enumerate(headings):
            self._worksheet.write_string(self._row, column, neutralised(heading.label), style)
        self._row += 1
        if headings_stay:
            self._worksheet.freeze_panes(self._row, 0)
        for row in rows:
            for column, entry in enumerate(row):
                self._write(column, entry)
            self._row += 1
        return self

    def form(self, headings: Sequence[Heading], columns: Sequence[Blank], *, rows: int) -> Self:
        """Write headings that stay in sight, above rows that people fill in.

        What is not among a column's choices is warned of and not refused: whoever reads the form
        judges it. Texts keep the zeros at their front.
        """
        self.table(headings, (), headings_stay=True)
        for place, column in enumerate(columns):
            style = self._workbook.format(num_format=column.number_format)
            self._worksheet.set_column(place, place, self._widths[place], style)
            if column.choices:
                self._worksheet.data_validation(
                    *(self._row, place, self._row + rows - 1, place),
                    {"validate": "list", "source": column.choices, "error_type": "warning"},
                )
        self._row += rows
        return self

    def _groups(self, headings: Sequence[Heading], style: Format) -> None:
        first = 0
        for name, members in groupby(heading.group for heading in headings):
            last = first + len(list(members)) - 1
            if name and last > first:
                self._worksheet.merge_range(self._row, first, self._row, last, "", style)
            for column in range(first, first + 1 if name else last + 1):
                self._worksheet.write_string(self._row, column, neutralised(name), style)
            first = last + 1

    def _write(self, column: int, entry: Entry) -> None:
        style = self._workbook.format(
            border=1,
            bold=entry.strong,
            text_wrap=isinstance(entry.content, str),
            num_format=entry.number_format or "General",
        )
        match entry.content:
            case None:
                self._worksheet.write_blank(self._row, column, None, style)
            case str(text):
                self._worksheet.write_string(self._row, column, neutralised(text), style)
            case date() as day:
                self._worksheet.write_datetime(self._row, column, day, style)
            case number:
                self._worksheet.write_number(self._row, column, number, style)
