"""Clients instead of files: files that were merged are those of one client.

What was counted for a file that was closed counts for the one that goes on, through however many
merges. Who merged what is itself a fact, so as of an earlier moment the merges of then are joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, exists, func, or_, select, tuple_

from services.reporting.projection.tables import client_merge_fact

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import CTE, ColumnElement, FromClause, Table

    from services.reporting.figures.as_of import Shown

COUNTED_AS: Final = "counted_as"
"""The column of opened rows that says under which file a client is counted."""


@dataclass(frozen=True)
class Clients:
    """A table of facts about clients, joined with the files that they are counted under."""

    rows: FromClause
    counted_as: ColumnElement[Any]

    @classmethod
    def of(cls, table: Table, shown: Shown) -> Clients:
        """Join a table that has `source` and `client_id`."""
        last = _last_files(shown)
        same_file = and_(last.c.source == table.c.source, last.c.client_id == table.c.client_id)
        return cls(
            rows=table.outerjoin(last, same_file),
            counted_as=func.coalesce(last.c.into_client_id, table.c.client_id),
        )


def leads_on(
    table: Table, condition: ColumnElement[bool], moments: Iterable[Shown]
) -> ColumnElement[bool]:
    """Return which merges lead on from the clients of some facts, at any of some moments."""
    files = select(table.c.source, table.c.client_id).where(condition)
    merged = _merged(or_(*(moment.valid(client_merge_fact) for moment in moments)))
    first = tuple_(merged.c.source, merged.c.client_id).in_(files)
    reached = select(merged).where(first).cte("reached", recursive=True)
    reached = reached.union(
        select(merged).join(
            reached,
            and_(
                merged.c.source == reached.c.source,
                merged.c.client_id == reached.c.into_client_id,
            ),
        )
    )
    return tuple_(client_merge_fact.c.source, client_merge_fact.c.client_id).in_(
        select(reached.c.source, reached.c.client_id)
    )


def _merged(condition: ColumnElement[bool]) -> CTE:
    merge = client_merge_fact.c
    return (
        select(merge.source, merge.client_id, merge.into_client_id).where(condition).cte("merged")
    )


def _last_files(shown: Shown) -> CTE:
    """Return (source, client_id, into_client_id) of every closed file: the one that goes on.

    Only merges of one source are joined: no node merges the clients of another.
    """
    merged = _merged(shown.valid(client_merge_fact))
    reached = select(merged).cte("reached", recursive=True)
    further, beyond = merged.alias("further"), merged.alias("beyond")
    # UNION without ALL: should a node ever tell of merges in a circle, they end all the same.
    reached = reached.union(
        select(reached.c.source, reached.c.client_id, further.c.into_client_id).join(
            further,
            and_(
                further.c.source == reached.c.source,
                further.c.client_id == reached.c.into_client_id,
            ),
        )
    )
    is_closed_too = exists().where(
        beyond.c.source == reached.c.source, beyond.c.client_id == reached.c.into_client_id
    )
    return select(reached).where(~is_closed_too).cte("last_file")
