"""Figures of now from totals by day, where totals can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.messaging.totals import EVERYTHING, PLACES

if TYPE_CHECKING:
    from sqlalchemy import Column, ColumnElement, Select

    from services.reporting.figures.as_of import Shown
    from services.reporting.figures.figure import Question


def from_totals(question: Question, shown: Shown) -> Select[int, int] | None:
    """Return what asks totals for a figure's value and count; `None` if only facts can tell.

    That is so for history, for distinct values, for what another node has to confirm, and if more
    than one column narrows the figure besides those by which all totals are apart.
    """
    asked = question.definition
    kind = MINISTRY_TOTALS.kinds[asked.table]
    added_up = asked.operation.added_up
    narrowed_by = question.narrowed_by
    codes = {name: code for name, code in narrowed_by.items() if name not in PLACES}
    can_tell = (
        shown.as_of is None
        and added_up is not None
        and asked.counterpart is None
        and asked.day == kind.day
        and (added_up == "facts" or asked.column == kind.amount)
        and len(codes) <= 1
        and set(codes) <= set(kind.by)
        # In totals it stands for what is not there, and no filter finds that.
        and EVERYTHING not in narrowed_by.values()
    )
    if not can_tell or added_up is None:
        return None
    [(column, code)] = codes.items() or [(EVERYTHING, EVERYTHING)]
    total = MINISTRY_TOTALS.table
    conditions = [
        total.c.generation == shown.generation,
        total.c.name == kind.name,
        total.c.narrowed_by == column,
        total.c.code == code,
        total.c.day.between(question.period.first, question.period.last),
    ]
    places = narrowed_by.items() - codes.items()
    conditions += [total.c[place] == wanted for place, wanted in sorted(places)]
    return select(_sum(total.c[added_up]), _sum(total.c.facts)).where(*conditions)


def _sum(column: Column[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)
