"""Part I, point 4: measurable results, planned and achieved, for the task and for each node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import Cell, Unit
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from shared.kernel import money

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reporting.reports.template_2005.counting import Counting
    from shared.contracts.programme import Indicator, Programme
    from shared.kernel.period import Period

_FROM_PROGRAMME: Final = "wartość docelowa z programu"
_RATIO: Final = "wykonanie : plan"
_NUMBERS: Final = (
    Column("Plan", 11, numeric=True),
    Column("Wykonanie", 13, numeric=True),
    Column("% planu", 10, numeric=True),
)
_UNITS: Final = {Unit.COUNT: "liczba", Unit.MINUTES: "godz."}


@dataclass(frozen=True)
class Results:
    """The tables, and how many of the indicators reached their targets."""

    tables: tuple[Table, ...]
    reached: int
    measured: int


def targets_reached(programme: Programme, period: Period, counting: Counting) -> tuple[int, int]:
    """Return how many of the indicators reached their targets, and of how many."""
    measured = _measured(programme, period, counting)
    return sum(measure.is_reached for _, measure in measured), len(measured)


def results(programme: Programme, period: Period, counting: Counting) -> Results:
    """Measure all indicators over the days of the report."""
    whole = _whole_task(_measured(programme, period, counting), counting)
    nodes = _by_node(programme, period, counting)
    reached, of_all = targets_reached(programme, period, counting)
    return Results(
        tables=(whole, nodes) if nodes.rows else (whole,), reached=reached, measured=of_all
    )


def _measured(
    programme: Programme, period: Period, counting: Counting
) -> list[tuple[Indicator, _Measured]]:
    return [
        (indicator, _Measured.of(indicator, indicator.target, period, counting))
        for indicator in programme.indicators
    ]


@dataclass(frozen=True)
class _Measured:
    target: int
    achieved: Cell

    @classmethod
    def of(
        cls, indicator: Indicator, target: int, period: Period, counting: Counting, **node: str
    ) -> _Measured:
        return cls(target, counting.cell(indicator.figure, period, {**indicator.filters, **node}))

    @property
    def is_reached(self) -> bool:
        return (self.achieved.value or 0) >= self.target

    @property
    def percentage(self) -> Cell:
        known = self.achieved.value is not None
        return Cell(
            value=money.percentage(self.achieved.value or 0, self.target) if known else None,
            unit=Unit.PERCENT,
            standing=self.achieved.standing,
            basis=_RATIO,
        )

    @property
    def entries(self) -> tuple[Cell, Cell, Cell]:
        planned = Cell(value=self.target, unit=self.achieved.unit, basis=_FROM_PROGRAMME)
        return planned, self.achieved, self.percentage


def _whole_task(measured: Sequence[tuple[Indicator, _Measured]], counting: Counting) -> Table:
    rows = tuple(
        Row(
            (
                f"{number}.",
                indicator.label,
                _UNITS[measure.achieved.unit],
                *measure.entries,
                indicator.proof,
            )
        )
        for number, (indicator, measure) in enumerate(measured, start=1)
    )
    return Table(
        title="Wskaźniki: wartości planowane i osiągnięte",
        columns=(
            Column(wording.ORDINAL, 5),
            Column("Wskaźnik", 32),
            Column("Jednostka", 10),
            *_NUMBERS,
            Column("Źródło weryfikacji", 22),
        ),
        rows=rows,
        notes=counting.note_on(cell for row in rows for cell in row.cells),
    )


def _by_node(programme: Programme, period: Period, counting: Counting) -> Table:
    rows = tuple(
        Row(
            (
                indicator.label,
                partner.name,
                *_Measured.of(
                    indicator,
                    indicator.targets_by_node[partner.node],
                    period,
                    counting,
                    node=partner.node,
                ).entries,
            )
        )
        for indicator in programme.indicators
        for partner in programme.partners
        if partner.node in indicator.targets_by_node
    )
    return Table(
        title="Wskaźniki według organizacji",
        columns=(Column("Wskaźnik", 30), Column("Organizacja", 36), *_NUMBERS),
        rows=rows,
        notes=counting.note_on(cell for row in rows for cell in row.cells),
    )
