"""What changed since a report was submitted: cell by cell, with the domain events that did it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from services.reporting.domain.as_of import AsOf, Key
from services.reporting.domain.cell import Cell, FigureReference
from services.reporting.domain.changed_cell import ChangedCell
from services.reporting.domain.domain_event_behind import DomainEventBehind
from services.reporting.figures.as_of import FoldedDifferently, shown
from services.reporting.figures.behind import behind
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.figure import Question
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.reports.basis import Basis
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.compiling import basis_of, compile_report_of_now
from services.reporting.reports.filed_cells import filed_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Select, Table

    from services.reporting.domain.report_version import FiledReport
    from services.reporting.figures.as_of import Shown


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
    report = compile_report_of_now(connection, filed.programme, now)
    before, after = filed_cells(drawn.value), filed_cells(canonical_json(report))
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
        then, now = self._then, self._now
        entering = [(definition.table, question.narrowed), *question.touched_by(then, now)]
        for table, condition in entering:
            for statement in _changing(table, condition, then, now):
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
