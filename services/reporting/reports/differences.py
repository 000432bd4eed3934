"""What changed since a report was submitted: cell by cell, with the domain events that did it."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import or_, select

from services.reporting.figures.as_of import AsOf, FoldedDifferently, Key, shown
from services.reporting.figures.behind import DomainEventBehind, behind
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.figure import Question
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.reports.basis import Basis
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.cell import Cell, FigureReference, Standing, Unit
from services.reporting.reports.compiling import basis_of, compile_report
from shared.kernel import polish
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from services.reporting.domain.report_version import FiledReport
    from services.reporting.figures.as_of import Shown

_TABLE: Final = {"title", "columns", "rows", "notes"}
_CELL: Final = {"value", "unit", "standing", "figure", "count", "basis"}


@dataclass(frozen=True, order=True)
class Path:
    """Where a number stands: its table, row and column; `place` tells two of one name apart."""

    table: str
    row: str
    column: str
    place: int = 1


@dataclass(frozen=True)
class ChangedCell:
    """A number that reads otherwise now; `None` where the report has or had no such cell.

    `causes` are the domain events that were counted, or ceased to count, after the submission. A
    number computed from others has the causes of its table. Without any, what changed is how far
    the data of a node reach, or how facts are folded.
    """

    path: Path
    before: Cell | None
    after: Cell | None
    causes: tuple[DomainEventBehind, ...]

    @property
    def shown(self) -> tuple[str, str]:
        """What the report shows there, before and after; a dash where it has no such cell."""
        before, after = self.before, self.after
        return (
            polish.DASH if before is None else before.shown,
            polish.DASH if after is None else after.shown,
        )


def differences(
    connection: Connection, filed: FiledReport, *, looked_at: datetime
) -> tuple[ChangedCell, ...]:
    """Compare a filed report with the same report as it would be now, number by number.

    The same: over the same days, under the same version of the programme. Suppressed numbers are
    compared as they are shown. `looked_at` is on the real clock.
    """
    drawn = filed.version.drawn
    then = Basis.from_json(drawn.basis)
    now = basis_of(connection, then.order, looked_at=looked_at)
    report = compile_report(connection, filed.programme, now)
    before, after = _cells(drawn.value), _cells(canonical_json(report))
    causes = _Causes(connection, then.as_of, now.as_of)
    changed = [
        (path, before.get(path), after.get(path))
        for path in dict.fromkeys([*before, *after])
        if _told(before.get(path)) != _told(after.get(path))
    ]
    of_tables: dict[str, set[Key]] = {}
    for path, old, new in changed:
        of_tables.setdefault(path.table, set()).update(causes.of(old, new))
    return tuple(
        ChangedCell(
            path,
            old,
            new,
            causes.opened(causes.of(old, new) if _asked(old, new) else of_tables[path.table]),
        )
        for path, old, new in changed
    )


class _Causes:
    """Finds the domain events between two moments that enter a figure, each figure once."""

    def __init__(self, connection: Connection, then: AsOf, now: AsOf) -> None:
        self._connection = connection
        self._found: dict[FigureReference, frozenset[Key]] = {}
        self._then: Shown | None
        try:
            self._then = shown(connection, MINISTRY_FACTS, then)
        except FoldedDifferently:
            # Which facts counted then cannot be said any more, so neither what changed them.
            self._then = None
        self._now = shown(connection, MINISTRY_FACTS, now)

    def of(self, *cells: Cell | None) -> frozenset[Key]:
        """Return the keys of the domain events that changed the figures of some cells."""
        asked = {cell.figure for cell in cells if cell is not None and cell.figure is not None}
        return frozenset[Key]().union(*(self._of(reference) for reference in asked))

    def opened(self, keys: Iterable[Key]) -> tuple[DomainEventBehind, ...]:
        """Return the domain events themselves, in the order of sources and positions."""
        return tuple(behind(self._connection, *key) for key in sorted(keys))

    def _of(self, reference: FigureReference) -> frozenset[Key]:
        if reference not in self._found:
            self._found[reference] = frozenset(self._between(reference))
        return self._found[reference]

    def _between(self, reference: FigureReference) -> Iterator[Key]:
        if self._then is None:
            return
        definition = definition_of(reference.name)
        question = Question(definition, reference.period, dict(reference.filters))
        table = definition.table
        then, now = self._then, self._now
        statements = _changing(table, question.narrowed, then, now)
        for other, column in definition.touched_by:
            either = or_(then.valid(table), now.valid(table)) & question.narrowed
            shared = other.c[column].in_(select(table.c[column]).where(either))
            statements += _changing(other, shared, then, now)
        for statement in statements:
            yield from map(tuple, self._connection.execute(statement))


def _changing(
    table: Table, asked: ColumnElement[bool], then: Shown, now: Shown
) -> list[Select[tuple[str, int, int]]]:
    """Ask which domain events made facts count that did not then, or the other way round."""
    counted, counts = then.valid(table), now.valid(table)
    return [
        select(table.c.source, table.c.epoch, table.c.position).where(asked, counts, ~counted),
        select(table.c.source, table.c.superseded_epoch, table.c.superseded_position).where(
            asked, counted, ~counts, table.c.superseded_position.is_not(None)
        ),
    ]


def _told(cell: Cell | None) -> tuple[object, ...] | None:
    return None if cell is None else (cell.value, cell.standing)


def _asked(*cells: Cell | None) -> bool:
    return any(cell is not None and cell.figure is not None for cell in cells)


def _cells(value: bytes) -> Mapping[Path, Cell]:
    """Return every number of a report, from its canonical JSON."""
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
    """Give the tables in a report's JSON, whatever template it has."""
    if isinstance(members, dict):
        if members.keys() >= _TABLE:
            yield members
        else:
            for member in members.values():
                yield from _tables(member)
    elif isinstance(members, list):
        for member in members:
            yield from _tables(member)


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
