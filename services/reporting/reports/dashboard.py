"""From programme, figures and freshness to the dashboard."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.reporting.domain.cell import FigureReference, FigureValue, Standing
from services.reporting.domain.dashboard import (
    Dashboard,
    FieldReached,
    Measured,
    MonthReached,
    PlannedTask,
    TaskState,
    Tile,
)
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.figure import Question, answer
from services.reporting.reports.compiling import as_reports_tell
from services.reporting.reports.template_2005.counting import ADVICES, HOURS, Counting
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from sqlalchemy import Connection

    from services.reporting.domain.cell import Cell
    from services.reporting.domain.freshness import Freshness
    from services.reporting.domain.kept_figure import KeptFigure
    from services.reporting.figures.as_of import Shown
    from services.reporting.reports.sources import Figures
    from shared.contracts.programme import Indicator, Programme, ScheduleTask


def adds_up(reference: FigureReference) -> bool:
    """Tell whether a figure of now follows from totals by day, however many facts there are."""
    return definition_of(reference.name).operation.added_up is not None


@dataclass
class FiguresOfNow:
    """Answers from totals by day, and from what is kept of figures that do not add up.

    What is not kept yet is computed from facts. `kept_at` is the oldest moment of what was kept.
    """

    connection: Connection
    shown: Shown
    kept: Mapping[FigureReference, KeptFigure]
    kept_at: datetime | None = None
    _answered: dict[FigureReference, FigureValue] = field(default_factory=dict)

    def value(self, reference: FigureReference, /) -> FigureValue:
        """Return a figure's value, and how many rows are behind it."""
        if reference not in self._answered:
            self._answered[reference] = self._value(reference)
        return self._answered[reference]

    def _value(self, reference: FigureReference) -> FigureValue:
        if not adds_up(reference) and reference in self.kept:
            kept = self.kept[reference]
            self.kept_at = min(self.kept_at or kept.computed_at, kept.computed_at)
            return kept.value
        question = Question(
            definition_of(reference.name), reference.period, dict(reference.filters)
        )
        figure = answer(self.connection, question, self.shown)
        return FigureValue(figure.value, figure.count)


@dataclass
class WhatIsAsked:
    """Remembers what it is asked for, and answers nothing but zeros."""

    references: set[FigureReference] = field(default_factory=set)

    def value(self, reference: FigureReference, /) -> FigureValue:
        """Remember a figure."""
        self.references.add(reference)
        return FigureValue(0, 0)


def dashboard_of(
    programme: Programme,
    figures: Figures,
    freshness: Freshness,
    today: date,
    node: str | None = None,
) -> Dashboard:
    """Return a programme as it stands: of all nodes, or of one."""
    counting = Counting(figures, as_reports_tell(freshness), programme)
    drawing = _Drawing(programme, counting, today, {} if node is None else {"node": node})
    return Dashboard(
        programme=programme.code,
        title=programme.title,
        period=drawing.period,
        node=node,
        tiles=tuple(drawing.tile(indicator) for indicator in programme.indicators),
        fields=drawing.fields(),
        schedule=tuple(drawing.task(task) for task in programme.schedule),
        freshness=freshness,
        names=tuple((partner.node, partner.short_name) for partner in programme.partners),
        kept_at=getattr(figures, "kept_at", None),
    )


def schedule_of(
    programme: Programme, figures: Figures, freshness: Freshness, today: date
) -> tuple[PlannedTask, ...]:
    """Return how the tasks of a programme stand, and nothing else of its dashboard."""
    counting = Counting(figures, as_reports_tell(freshness), programme)
    drawing = _Drawing(programme, counting, today, {})
    return tuple(drawing.task(task) for task in programme.schedule)


@dataclass(frozen=True)
class _Drawing:
    programme: Programme
    counting: Counting
    today: date
    node: Mapping[str, str]

    @property
    def period(self) -> Period:
        return Period(self.programme.first_day, self.programme.last_day)

    def tile(self, indicator: Indicator) -> Tile:
        """Measure an indicator."""
        own = self.node.get("node")
        target = indicator.target if own is None else indicator.targets_by_node.get(own)
        whole = self._cell(indicator.figure, self.period, indicator.filters)
        return Tile(
            code=indicator.code,
            whole=Measured(label=indicator.label, achieved=whole, target=target),
            months=tuple(
                MonthReached(
                    month=month,
                    achieved=self._cell(indicator.figure, month, indicator.filters),
                )
                for month in self.period.months()
                if month.first <= self.today
            ),
            nodes=() if own is not None else tuple(self._by_node(indicator)),
        )

    def fields(self) -> tuple[FieldReached, ...]:
        """Count advice by field."""
        found = []
        for each in self.programme.fields_of_advice:
            narrowed = {"field_of_advice": each.code}
            found.append(
                FieldReached(
                    label=each.label,
                    advices=self._cell(ADVICES, self.period, narrowed),
                    hours=self._cell(HOURS, self.period, narrowed),
                )
            )
        return tuple(found)

    def task(self, task: ScheduleTask) -> PlannedTask:
        """Say how a task of the schedule stands."""
        month = Period.of_month(task.month.year, task.month.month)
        records = None if task.done_when is None else self._cell(task.done_when, month, {})
        return PlannedTask(
            code=task.code,
            label=task.label,
            month=month,
            state=_state(records, month, self.today),
            records=records,
        )

    def _by_node(self, indicator: Indicator) -> list[Measured]:
        return [
            Measured(
                label=partner.short_name,
                achieved=self._cell(
                    indicator.figure, self.period, {**indicator.filters, "node": partner.node}
                ),
                target=indicator.targets_by_node.get(partner.node),
            )
            for partner in self.programme.partners
        ]

    def _cell(self, figure: str, period: Period, filters: Mapping[str, str]) -> Cell:
        return self.counting.cell(figure, period, {**filters, **self.node})


def _state(records: Cell | None, month: Period, today: date) -> TaskState:
    if records is None:
        return TaskState.NOT_RECORDED
    is_over = month.last < today
    if records.value:
        return TaskState.DONE if is_over else TaskState.UNDER_WAY
    if not is_over:
        return TaskState.AHEAD
    return TaskState.NO_DATA if records.standing is Standing.NO_DATA else TaskState.OVERDUE
