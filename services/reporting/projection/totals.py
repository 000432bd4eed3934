"""What is totalled of the facts, so that figures of now are fast: all of them, by one rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Date, Integer, MetaData

from services.reporting.projection.client_sets import month_of_facts
from services.reporting.projection.tables import Code, advice_client_fact, facts
from shared.messaging.months import Months
from shared.messaging.projection import origin_columns
from shared.messaging.tables import NAMING
from shared.messaging.totals import PLACES, Total, Totals, totals_table

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

totals = MetaData(naming_convention=NAMING)

daily_total = totals_table(totals)

_NOT_TOTALLED = {*(column.name for column in origin_columns()), *PLACES}


def total_of(table: Table) -> Total:
    """Return what a table of facts says of itself: its day, its codes, and the number it sums.

    Raises ValueError for a table that has not one day, or more than one number: then nobody could
    tell which is meant.
    """
    columns = [column for column in table.columns if column.name not in _NOT_TOTALLED]
    [day] = _names(columns, Date)
    numbers: list[str | None] = [*_names(columns, Integer)]
    [amount] = numbers or [None]
    return Total(facts=table, day=day, by=tuple(_names(columns, Code)), amount=amount)


def _names(columns: list[Column[object]], kind: type) -> list[str]:
    return [column.name for column in columns if isinstance(column.type, kind)]


MINISTRY_TOTALS = Totals(
    table=daily_total,
    kinds={table: total_of(table) for table in facts.sorted_tables},
    months=Months(table=month_of_facts, facts=advice_client_fact),
)
