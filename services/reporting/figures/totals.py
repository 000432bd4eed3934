"""Figures of now from totals by day, where totals can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.messaging.totals import EVERYTHING

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Select

    from services.reporting.figures.as_of import Shown
    from services.reporting.figures.figure import Question
    from shared.messaging.totals import Total

_NODE = "node"
"""A filter that every total has besides the column that it is by."""


def from_totals(question: Question, shown: Shown) -> Select[int, int] | None:
    """Return what asks totals for a figure's value and count; `None` if only facts can tell.

    That is so for history, for distinct values, and if more than one column narrows the figure.
    """
    added_up = question.definition.operation.added_up
    kind = _kind(question, added_up)
    narrowed_by = sorted(set(question.filters) - {_NODE})
    if shown.as_of is not None or added_up is None or kind is None or len(narrowed_by) > 1:
        return None
    [column] = narrowed_by or [EVERYTHING]
    if column not in {EVERYTHING, *kind.by}:
        return None
    total = MINISTRY_TOTALS.table
    asked = (
        select(_sum(total.c[added_up]), _sum(total.c.facts))
        .where(total.c.generation == shown.generation)
        .where(total.c.name == kind.name, total.c.narrowed_by == column)
        .where(total.c.code == question.filters.get(column, EVERYTHING))
        .where(total.c.day.between(question.period.first, question.period.last))
    )
    if _NODE in question.filters:
        asked = asked.where(total.c.node == question.filters[_NODE])
    return asked


def _kind(question: Question, added_up: str | None) -> Total | None:
    """Return the totals that add up to what the figure counts or sums."""
    asked = question.definition
    for kind in MINISTRY_TOTALS.of(asked.table):
        columns = {"facts", "amount"} if kind.amount == asked.column else {"facts"}
        if kind.day == asked.day and added_up in columns:
            return kind
    return None


def _sum(column: Column[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)
