"""Clients instead of files: files that were merged are those of one client.

What was counted for a file that was closed counts for the one that goes on, through however many
merges. Who merged what is itself a fact, so as of an earlier moment the merges of then are joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import and_, case, exists, func, or_, select, tuple_

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
        """Join a table that has `source` and `client_id`.

        Most merges lead to a file that goes on, and the table of merges has an index; only the few
        that lead to a file which was merged in its turn have to be followed further.
        """
        merge, further = client_merge_fact.c, _led_further(shown)
        is_closed = and_(
            merge.generation == shown.generation,
            merge.source == table.c.source,
            merge.client_id == table.c.client_id,
            # As of an earlier moment, SQLite would else look for positions and not for the client.
            case((shown.valid(client_merge_fact), 1), else_=0) == 1,
        )
        is_led_further = and_(
            further.c.source == merge.source, further.c.client_id == merge.into_client_id
        )
        return cls(
            rows=table.outerjoin(client_merge_fact, is_closed).outerjoin(further, is_led_further),
            counted_as=func.coalesce(
                further.c.into_client_id, merge.into_client_id, table.c.client_id
            ),
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


def _led_further(shown: Shown) -> CTE:
    """Return (source, client_id, into_client_id) of files closed in the middle: where they lead.

    Only merges of one source are joined: no node merges the clients of another.
    """
    merged = _merged(shown.valid(client_merge_fact))
    before, further, beyond = (merged.alias(name) for name in ("before", "further", "beyond"))
    is_in_the_middle = exists().where(
        before.c.source == merged.c.source, before.c.into_client_id == merged.c.client_id
    )
    reached = select(merged).where(is_in_the_middle).cte("reached", recursive=True)
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
    last = select(reached).where(~is_closed_too).cte("led_further")
    # Else SQLite computes it anew for each fact.
    return last.prefix_with("MATERIALIZED")
