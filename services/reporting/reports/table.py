"""A table of a report: what stands where, before anything is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.domain.cell import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True)
class Column:
    """A column; neighbours of one `group` stand together under its name.

    `width` is in characters: a spreadsheet takes it as it is, a page keeps the proportions.
    """

    label: str
    width: int
    group: str = ""
    numeric: bool = False


@dataclass(frozen=True)
class Row:
    """A row: texts and numbers in the order of the columns; the first text names it."""

    entries: tuple[str | Cell, ...]
    is_total: bool = False

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The numbers of the row."""
        return tuple(entry for entry in self.entries if isinstance(entry, Cell))

    @property
    def label(self) -> str:
        """The texts that lead to the numbers of the row."""
        return " ".join(entry for entry in self.entries[:2] if isinstance(entry, str))


@dataclass(frozen=True)
class PlacedCell:
    """A number and where it stands."""

    table: str
    row: str
    column: str
    cell: Cell


@dataclass(frozen=True, kw_only=True)
class Table:
    """A table with its title and the notes that belong under it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()

    def placed_cells(self) -> Iterator[PlacedCell]:
        """Give each number with the names of its table, row and column."""
        for row in self.rows:
            for column, entry in zip(self.columns, row.entries, strict=True):
                if isinstance(entry, Cell):
                    label = f"{column.group}: {column.label}" if column.group else column.label
                    yield PlacedCell(self.title, row.label, label, entry)
