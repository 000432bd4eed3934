"""Lists of records: filters, order, page and columns stand in the address (product.md)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal
from math import ceil
from typing import Final, Generic, Self, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from flask import request

from shared.documents.spreadsheet import NumberFormat
from shared.kernel import polish

RowT = TypeVar("RowT")

Value = str | int | Decimal | date | datetime | time | None
"""What a cell holds. A `datetime` is a moment; hours are a `Decimal` of hours."""

ROWS_OF_A_PAGE: Final = 50
ROWS_CHOICES: Final = (20, 50, 100, 200)
"""How many rows of a list people may have on a page."""

_MOST_PAGES: Final = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Column(Generic[RowT]):
    """A column of a list; `title` is translated, `key` stands in addresses."""

    key: str
    title: str
    value: Callable[[RowT], Value]
    number_format: NumberFormat | None = None
    link: Callable[[RowT], str] | None = None
    sorts: bool = False
    width: int = 20
    """In characters, in a workbook."""

    @property
    def is_number(self) -> bool:
        """Say whether its values stand under each other by their digits."""
        return self.number_format in {
            NumberFormat.COUNT,
            NumberFormat.HOURS,
            NumberFormat.PLN,
            NumberFormat.PERCENT,
        }

    def shown(self, row: RowT) -> str:
        """Return what a row's cell says on the screen."""
        return written(self.value(row), self.number_format)


@dataclass(frozen=True, kw_only=True)
class ListAddress:
    """What the address says about how a list is shown."""

    path: str
    arguments: Mapping[str, Sequence[str]]
    sort: str
    descending: bool
    page: int
    columns: tuple[str, ...]
    """The keys of the columns that are shown; nothing means all."""
    rows_of_a_page: int
    file_format: str
    """`xlsx` or `csv`, if the list is to be kept as a file, else nothing."""

    @classmethod
    def read(cls, *, usual_sort: str) -> Self:
        """Return what the address of this request says; what makes no sense is as usual.

        `usual_sort` is the key of a column, with a minus before it for descending.
        """
        sort = request.args.get("sort") or usual_sort
        page = request.args.get("page", "")
        number = int(page) if page.isascii() and page.isdigit() else 1
        rows = {str(each): each for each in ROWS_CHOICES}
        file_format = request.args.get("format", "")
        return cls(
            path=request.script_root + request.path,
            arguments=dict(request.args.lists()),
            sort=sort.removeprefix("-"),
            descending=sort.startswith("-"),
            page=min(max(1, number), _MOST_PAGES),
            columns=tuple(request.args.getlist("columns")),
            rows_of_a_page=rows.get(request.args.get("rows", ""), ROWS_OF_A_PAGE),
            file_format=file_format if file_format in {"xlsx", "csv"} else "",
        )

    def with_(self, **changes: str | int) -> str:
        """Return the address of the same list, but for these; an empty text leaves one out."""
        together = {**self.arguments, **{name: [str(value)] for name, value in changes.items()}}
        pairs = [(name, value) for name, values in together.items() for value in values if value]
        return f"{self.path}?{urlencode(pairs)}" if pairs else self.path

    def pairs(self, *, without: Collection[str] = ()) -> list[tuple[str, str]]:
        """Return what the address says, name by name, as hidden fields of a form carry it on."""
        return [
            (name, value)
            for name, values in self.arguments.items()
            for value in values
            if name not in without
        ]

    def sorted_by(self, key: str) -> str:
        """Return the address of the list sorted by a column; once more turns it round."""
        turned = "-" if key == self.sort and not self.descending else ""
        return self.with_(sort=f"{turned}{key}", page="")


@dataclass(frozen=True, kw_only=True)
class Listing(Generic[RowT]):
    """A page of a list, or the whole of it for a file."""

    title: str
    all_columns: Sequence[Column[RowT]]
    rows: Sequence[RowT]
    total: int
    at: ListAddress
    nothing: str
    """What an empty list says: the next step."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What was asked for, in words: name and value."""
    all_on_one_page: bool = False
    """Whether the list is never cut into pages, like that of a month."""
    opens_bare: bool = True
    """Whether its path alone is a page; if not, no view can be what it opens with."""
    row_id: Callable[[RowT], UUID] | None = None
    """By what a row is known, if something can be done with many rows at once."""

    @property
    def rows_of_a_page(self) -> int:
        """Return how many rows a page has."""
        return max(1, self.total) if self.all_on_one_page else self.at.rows_of_a_page

    @property
    def columns(self) -> Sequence[Column[RowT]]:
        """Return the columns that are shown, in their own order."""
        wanted = [column for column in self.all_columns if column.key in self.at.columns]
        return wanted or self.all_columns

    @property
    def pages(self) -> int:
        """Return how many pages there are; an empty list has one."""
        return max(1, ceil(self.total / self.rows_of_a_page))

    @property
    def first(self) -> int:
        """Return the number of the first row shown, from 1."""
        return (self.at.page - 1) * self.rows_of_a_page + 1

    @property
    def last(self) -> int:
        """Return the number of the last row shown."""
        return self.first + len(self.rows) - 1


def written(value: Value, number_format: NumberFormat | None = None) -> str:
    """Write a value as people read it."""
    match value:
        case None:
            return polish.DASH
        case datetime():
            return polish.moment(value)
        case date():
            return polish.day(value)
        case time():
            return f"{value.hour}:{value:%M}"
        case str():
            return value or polish.DASH
        case number:
            return _number(number, number_format)


def _number(value: Decimal | int, number_format: NumberFormat | None) -> str:
    match number_format:
        case NumberFormat.HOURS:
            return f"{polish.number(value, places=2)}{polish.NO_BREAK_SPACE}h"
        case NumberFormat.PLN:
            return f"{polish.number(value, places=2)}{polish.NO_BREAK_SPACE}zł"
        case NumberFormat.PERCENT:
            return polish.percent(value)
        case _:
            return polish.number(value)
