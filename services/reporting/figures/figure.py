"""A figure: a value, how many rows are behind it, and those rows (R23).

The value is one declared operation over one table of facts, and `Operation.over` says the same in
Python: whoever opens the rows can compute the figure again. Totals by day only make it faster.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from services.reporting.domain.refusals import ReportingRefusal
from services.reporting.figures.totals import from_totals
from shared.messaging.projection import origin_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, CursorResult, RowMapping, Select, Table

    from services.reporting.figures.as_of import Shown
    from shared.kernel.period import Period

ROWS_ON_A_PAGE = 100


class UnknownFigure(ReportingRefusal):
    """A figure has one of the names of the catalogue of figures."""


class UnknownFilter(ReportingRefusal):
    """A figure is narrowed only by columns that its rows have."""


class Operation(Enum):
    """How rows become a value."""

    SUM = "sum"
    COUNT = "count"
    DISTINCT = "distinct"

    def over(self, values: Iterable[Any]) -> int:
        """Compute the value from one column of the opened rows."""
        if self is Operation.SUM:
            return sum(values)
        if self is Operation.COUNT:
            return sum(1 for _ in values)
        return len(set(values))

    def in_sql(self, column: ColumnElement[Any]) -> ColumnElement[Any]:
        """Return the same computation for the database."""
        if self is Operation.SUM:
            return func.coalesce(func.sum(column), 0)
        if self is Operation.COUNT:
            return func.count()
        return func.count(column.distinct())

    @property
    def added_up(self) -> str | None:
        """The column of totals whose sum it is; `None` if it cannot be added up from days."""
        return {Operation.SUM: "amount", Operation.COUNT: "facts"}.get(self)


@dataclass(frozen=True, kw_only=True)
class FigureDefinition:
    """What a figure counts. `column` is what the operation takes, `day` what a period bounds."""

    name: str
    label: str
    unit: str
    table: Table
    operation: Operation
    column: str
    day: str
    filters: frozenset[str]


@dataclass(frozen=True)
class Question:
    """A figure asked for: over which days, narrowed by what."""

    definition: FigureDefinition
    period: Period
    filters: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Raise UnknownFilter for a filter that the figure does not have."""
        unknown = set(self.filters) - self.definition.filters
        if unknown:
            raise UnknownFilter(
                self.definition.name,
                ", ".join(sorted(unknown)),
                ", ".join(sorted(self.definition.filters)),
            )

    def condition(self, shown: Shown) -> ColumnElement[bool]:
        """Return which facts the figure is made of."""
        table = self.definition.table
        day: ColumnElement[date] = table.c[self.definition.day]
        condition = shown.valid(table) & day.between(self.period.first, self.period.last)
        for name, value in sorted(self.filters.items()):
            condition &= table.c[name] == value
        return condition


@dataclass(frozen=True)
class FactRow:
    """One row behind a figure: where its domain event stands, and what it says."""

    source: str
    epoch: int
    position: int
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Figure:
    """A value with its origin. `value` is in the figure's unit: minutes, or a count."""

    question: Question
    shown: Shown
    value: int
    count: int

    def rows(
        self, connection: Connection, *, offset: int = 0, limit: int | None = ROWS_ON_A_PAGE
    ) -> list[FactRow]:
        """Return the rows behind the figure, in the order of days, a page at a time."""
        return [_fact_row(row) for row in self._opened(connection, offset, limit).mappings()]

    def recomputed(self, connection: Connection) -> int:
        """Compute the value again from all rows that the figure opens."""
        definition = self.question.definition
        opened = self._opened(connection, offset=0, limit=None)
        return definition.operation.over(opened.scalars(definition.column))

    def _opened(self, connection: Connection, offset: int, limit: int | None) -> CursorResult[Any]:
        table = self.question.definition.table
        day = table.c[self.question.definition.day]
        return connection.execute(
            select(table)
            .where(self.question.condition(self.shown))
            .order_by(day, *table.primary_key.columns)
            .offset(offset)
            .limit(limit)
        )


def answer(connection: Connection, question: Question, shown: Shown) -> Figure:
    """Compute a figure: from totals if it is one of now and they can tell, else from facts."""
    asked = from_totals(question, shown)
    if asked is None:
        asked = _from_facts(question, shown)
    value, count = connection.execute(asked).one()
    return Figure(question, shown, int(value), int(count))


def _from_facts(question: Question, shown: Shown) -> Select[int, int]:
    definition = question.definition
    value = definition.operation.in_sql(definition.table.c[definition.column])
    return select(value, func.count()).where(question.condition(shown))


_NOT_SHOWN = frozenset(column.name for column in origin_columns())


def _fact_row(row: RowMapping) -> FactRow:
    values = {name: value for name, value in row.items() if name not in _NOT_SHOWN}
    return FactRow(row["source"], row["epoch"], row["position"], values)
