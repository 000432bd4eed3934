"""Which months of a table of facts were changed: for whoever keeps something about whole months.

What is computed from a month's facts holds as long as the month's number of changes is the one
that it was computed at. A fold raises the number in the transaction of its facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import BigInteger, Column, Date, Integer, MetaData, String, Table

from shared.messaging.rows import upsert_many

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlalchemy import Connection


def months_table(metadata: MetaData) -> Table:
    """Return the table of a projection's months."""
    return Table(
        "month_of_facts",
        metadata,
        Column("generation", Integer, primary_key=True),
        Column("source", String(80), primary_key=True),
        Column("month", Date, primary_key=True),
        Column("changes", BigInteger, nullable=False),
        Column("counted", BigInteger, nullable=True),
        comment="How often the facts of a month were changed, and at which change it was counted.",
    )


@dataclass(frozen=True)
class Months:
    """The table of months, and the table of facts whose months they are."""

    table: Table
    facts: Table


def save_changed(
    connection: Connection, months: Months, generation: int, changed: Iterable[tuple[str, date]]
) -> None:
    """Note that facts of some months, given by source and first day, were changed."""
    rows: list[dict[str, Any]] = [
        {"generation": generation, "source": source, "month": month, "changes": 1}
        for source, month in sorted(changed)
    ]
    if rows:
        key = ("generation", "source", "month")
        upsert_many(connection, months.table, rows, key=key, add=("changes",))
