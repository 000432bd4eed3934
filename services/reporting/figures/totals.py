"""Figures of now from totals by day, where totals can answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.messaging.totals import EVERYTHING, PLACES

if TYPE_CHECKING:
    from collections.abc import Mapping

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
    if added_up is None or (added_up == "amount" and asked.column != kind.amount):
        return None
    conditions = _conditions(question, shown)
    if conditions is None:
        return None
    total = MINISTRY_TOTALS.table.c
    return select(_sum(total[added_up]), _sum(total.facts)).where(*conditions)


def rows_in_totals(question: Question, shown: Shown) -> Select[int] | None:
    """Return what asks totals how many rows are behind a figure, whatever its value is."""
    conditions = _conditions(question, shown)
    if conditions is None:
        return None
    return select(_sum(MINISTRY_TOTALS.table.c.facts)).where(*conditions)


def codes_of(question: Question) -> tuple[str, str, Mapping[str, str]]:
    """Return by which column and code a figure is narrowed, and by which places besides.

    Raises ValueError for more than one column.
    """
    narrowed_by = question.narrowed_by
    codes = {name: code for name, code in narrowed_by.items() if name not in PLACES}
    [(column, code)] = codes.items() or [(EVERYTHING, EVERYTHING)]
    return column, code, {name: narrowed_by[name] for name in narrowed_by.keys() - codes.keys()}


def _conditions(question: Question, shown: Shown) -> list[ColumnElement[bool]] | None:
    """Return which totals a figure is made of; `None` if they do not tell its facts apart."""
    asked = question.definition
    kind = MINISTRY_TOTALS.kinds[asked.table]
    codes = question.narrowed_by.keys() - set(PLACES)
    can_tell = (
        shown.as_of is None
        and asked.counterpart is None
        and asked.day == kind.day
        and len(codes) <= 1
        and codes <= set(kind.by)
        # In totals it stands for what is not there, and no filter finds that.
        and EVERYTHING not in question.narrowed_by.values()
    )
    if not can_tell:
        return None
    column, code, places = codes_of(question)
    total = MINISTRY_TOTALS.table
    return [
        total.c.generation == shown.generation,
        total.c.name == kind.name,
        total.c.narrowed_by == column,
        total.c.code == code,
        total.c.day.between(question.period.first, question.period.last),
        *(total.c[place] == wanted for place, wanted in sorted(places.items())),
    ]


def _sum(column: Column[int]) -> ColumnElement[int]:
    return func.coalesce(func.sum(column), 0)
