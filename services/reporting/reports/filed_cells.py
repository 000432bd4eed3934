"""The numbers of a filed report, read back from its canonical JSON."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from services.reporting.domain.cell import Cell, FigureReference, Standing, Unit
from services.reporting.domain.changed_cell import Path
from services.reporting.reports.table import Column, Row, Table
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TABLE: Final = {"title", "columns", "rows", "notes"}
_CELL: Final = {"value", "unit", "standing", "figure", "count", "basis"}


def filed_tables(value: bytes) -> tuple[Table, ...]:
    """Return the tables of a report, from its canonical JSON, whatever template it has."""
    return tuple(
        Table(
            title=table["title"],
            columns=tuple(Column(**column) for column in table["columns"]),
            rows=tuple(
                Row(tuple(_entry(entry) for entry in row["entries"]), is_total=row["is_total"])
                for row in table["rows"]
            ),
            notes=tuple(table["notes"]),
        )
        for table in _tables(json.loads(value))
    )


def filed_cells(value: bytes) -> Mapping[Path, Cell]:
    """Return every number of a report, from its canonical JSON, whatever template it has."""
    seen: Counter[tuple[str, str, str]] = Counter()
    cells = {}
    for table in _tables(json.loads(value)):
        for row in table["rows"]:
            label = " ".join(entry for entry in row["entries"][:2] if isinstance(entry, str))
            for column, entry in zip(table["columns"], row["entries"], strict=True):
                if isinstance(entry, dict) and entry.keys() >= _CELL:
                    named = column["label"]
                    if column["group"]:
                        named = f"{column['group']}: {named}"
                    place = (table["title"], label, named)
                    seen[place] += 1
                    cells[Path(*place, seen[place])] = _cell(entry)
    return cells


def _tables(members: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - what JSON holds
    """Give the tables in a report's JSON."""
    if isinstance(members, dict):
        if members.keys() >= _TABLE:
            yield members
        else:
            for member in members.values():
                yield from _tables(member)
    elif isinstance(members, list):
        for member in members:
            yield from _tables(member)


def _entry(entry: str | dict[str, Any]) -> str | Cell:
    return entry if isinstance(entry, str) else _cell(entry)


def _cell(members: dict[str, Any]) -> Cell:
    value = members["value"]
    figure = members["figure"]
    return Cell(
        # Whole numbers are written as such, all others as strings.
        value=Decimal(value) if isinstance(value, str) else value,
        unit=Unit(members["unit"]),
        standing=Standing(members["standing"]),
        figure=None if figure is None else _reference(figure),
        count=members["count"],
        basis=members["basis"],
    )


def _reference(members: dict[str, Any]) -> FigureReference:
    period = members["period"]
    return FigureReference(
        members["name"],
        Period(date.fromisoformat(period["first"]), date.fromisoformat(period["last"])),
        tuple((name, code) for name, code in members["filters"]),
    )
