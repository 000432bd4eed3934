"""A figure: a value, how many rows are behind it, and those rows (R23).

The value is one declared operation over one table of facts, and `Operation.over` says the same in
Python: whoever opens the rows can compute the figure again. Totals by day only make it faster.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, func, or_, select

from services.reporting.domain.answered_figure import RowsOrder
from services.reporting.domain.fact_row import FactRow
from services.reporting.domain.refusals import ReportingRefusal, UnknownOrder
from services.reporting.figures.client_sets import from_client_sets
from services.reporting.figures.clients import COUNTED_AS, Clients, leads_on
from services.reporting.figures.people import PERSON, Matching, People, matching
from services.reporting.figures.totals import from_totals
from services.reporting.projection.tables import client_merge_fact
from shared.messaging.projection import origin_columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from sqlalchemy import (
        ColumnElement,
        Connection,
        CursorResult,
        FromClause,
        RowMapping,
        Select,
        Table,
    )

    from services.reporting.figures.as_of import Shown
    from shared.kernel.period import Period

ROWS_ON_A_PAGE = 100
BY_DAY = RowsOrder()


class UnknownFigure(ReportingRefusal):
    """A figure has one of the names of the catalogue of figures."""


class UnknownFilter(ReportingRefusal):
    """A figure is narrowed only by columns that its rows have."""


class Operation(Enum):
    """How rows become a value."""

    SUM = "sum"
    COUNT = "count"
    CLIENTS = "clients"
    """Distinct clients: files that were merged count once."""
    PEOPLE = "people"
    """Distinct people over all nodes: clients whom match lists show to be one count once."""

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


@dataclass(frozen=True)
class Counterpart:
    """Only rows count that another node confirmed: by a row of `table` with the same `column`.

    `by` is the column that names the other node.
    """

    table: Table
    column: str
    by: str


@dataclass(frozen=True, kw_only=True)
class FigureDefinition:
    """What a figure counts. `column` is what the operation takes, `day` what a period bounds.

    `only` narrows it always, `filters` are the columns by which whoever asks may narrow it.
    """

    name: str
    label: str
    unit: str
    table: Table
    operation: Operation
    column: str
    day: str
    filters: frozenset[str]
    only: Mapping[str, str] = field(default_factory=dict)
    counterpart: Counterpart | None = None


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

    @property
    def narrowed_by(self) -> Mapping[str, str]:
        """Columns and the code that each must have."""
        return {**self.filters, **self.definition.only}

    @property
    def narrowed(self) -> ColumnElement[bool]:
        """Which facts of its table it asks about, whether they count or not."""
        table = self.definition.table
        day: ColumnElement[date] = table.c[self.definition.day]
        condition: ColumnElement[bool] = day.between(self.period.first, self.period.last)
        for name, value in sorted(self.narrowed_by.items()):
            condition &= table.c[name] == value
        return condition

    def condition(self, shown: Shown) -> ColumnElement[bool]:
        """Return which facts the figure is made of."""
        definition = self.definition
        condition = shown.valid(definition.table) & self.narrowed
        if definition.counterpart is not None:
            condition &= _is_confirmed(definition.table, definition.counterpart, shown)
        return condition

    def touched_by(self, *moments: Shown) -> Iterator[tuple[Table, ColumnElement[bool]]]:
        """Yield other tables whose facts change the figure, with the condition of those that do.

        Asked are the facts that count at any of some moments.
        """
        definition = self.definition
        table = definition.table
        counting = or_(*(moment.valid(table) for moment in moments)) & self.narrowed
        if definition.operation in {Operation.CLIENTS, Operation.PEOPLE}:
            yield client_merge_fact, leads_on(table, counting, moments)
        if definition.counterpart is not None:
            other, column = definition.counterpart.table, definition.counterpart.column
            yield other, other.c[column].in_(select(table.c[column]).where(counting))


def _is_confirmed(table: Table, counterpart: Counterpart, shown: Shown) -> ColumnElement[bool]:
    other = counterpart.table
    return exists().where(
        shown.valid(other),
        other.c[counterpart.column] == table.c[counterpart.column],
        other.c.node == table.c[counterpart.by],
    )


@dataclass(frozen=True)
class _Selection:
    """What a question selects from, what its operation takes, and what its rows show besides.

    `name` is the column of opened rows that holds what the operation takes.
    """

    rows: FromClause
    taken: ColumnElement[Any]
    name: str
    besides: tuple[ColumnElement[Any], ...] = ()

    @classmethod
    def of(cls, definition: FigureDefinition, shown: Shown) -> _Selection:
        table = definition.table
        if definition.operation is Operation.PEOPLE:
            people = People.of(table, shown)
            return cls(people.rows, people.person, PERSON, people.besides)
        if definition.operation is Operation.CLIENTS:
            clients = Clients.of(table, shown)
            besides = (clients.counted_as.label(COUNTED_AS),)
            return cls(clients.rows, clients.counted_as, COUNTED_AS, besides)
        return cls(table, table.c[definition.column], definition.column)


@dataclass(frozen=True)
class Figure:
    """A value with its origin. `value` is in the figure's unit: minutes, or a count."""

    question: Question
    shown: Shown
    value: int
    count: int

    def rows(
        self,
        connection: Connection,
        *,
        offset: int = 0,
        limit: int | None = ROWS_ON_A_PAGE,
        order: RowsOrder = BY_DAY,
    ) -> list[FactRow]:
        """Return the rows behind the figure, a page at a time; raise UnknownOrder."""
        opened = self._opened(connection, offset, limit, order)
        return [_fact_row(row) for row in opened.mappings()]

    def recomputed(self, connection: Connection) -> int:
        """Compute the value again from all rows that the figure opens."""
        definition = self.question.definition
        taken = _Selection.of(definition, self.shown).name
        opened = self._opened(connection, offset=0, limit=None)
        return definition.operation.over(opened.scalars(taken))

    def matching(self, connection: Connection) -> Matching | None:
        """Return by what people were matched, for a figure that counts people."""
        definition = self.question.definition
        if definition.operation is not Operation.PEOPLE:
            return None
        people = People.of(definition.table, self.shown)
        return matching(connection, people, self.question.condition(self.shown))

    @property
    def columns(self) -> tuple[str, ...]:
        """What its rows say, and may be sorted by."""
        table = self.question.definition.table
        return tuple(column.name for column in table.columns if column.name not in _NOT_SHOWN)

    def _opened(
        self,
        connection: Connection,
        offset: int,
        limit: int | None,
        order: RowsOrder = BY_DAY,
    ) -> CursorResult[Any]:
        table = self.question.definition.table
        by = self.question.definition.day if order.column is None else order.column
        if by not in self.columns:
            raise UnknownOrder(by, ", ".join(self.columns))
        column = table.c[by].desc() if order.descending else table.c[by]
        selection = _Selection.of(self.question.definition, self.shown)
        return connection.execute(
            select(table, *selection.besides)
            .select_from(selection.rows)
            .where(self.question.condition(self.shown))
            .order_by(column, *table.primary_key.columns)
            .offset(offset)
            .limit(limit)
        )


def answer(connection: Connection, question: Question, shown: Shown) -> Figure:
    """Compute a figure: of now from totals or client sets as far as they can tell, else from facts.

    The way makes no difference but in time.
    """
    counted = None
    if question.definition.operation in {Operation.CLIENTS, Operation.PEOPLE}:
        as_people = question.definition.operation is Operation.PEOPLE
        counted = from_client_sets(connection, question, shown, as_people=as_people)
    if counted is not None:
        return Figure(question, shown, *counted)
    asked = from_totals(question, shown)
    if asked is None:
        asked = _from_facts(question, shown)
    value, count = connection.execute(asked).one()
    return Figure(question, shown, int(value), int(count))


def _from_facts(question: Question, shown: Shown) -> Select[int, int]:
    selection = _Selection.of(question.definition, shown)
    return (
        select(question.definition.operation.in_sql(selection.taken), func.count())
        .select_from(selection.rows)
        .where(question.condition(shown))
    )


_NOT_SHOWN = frozenset(column.name for column in origin_columns())


def _fact_row(row: RowMapping) -> FactRow:
    values = {name: value for name, value in row.items() if name not in _NOT_SHOWN}
    return FactRow(row["source"], row["epoch"], row["position"], values)
