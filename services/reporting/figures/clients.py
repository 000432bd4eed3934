"""Clients instead of files: files that were merged are those of one client.

What was counted for a file that was closed counts for the one that goes on, through however many
merges. Who merged what is itself a fact, so as of an earlier moment the merges of then are joined.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from uuid import UUID

from sqlalchemy import and_, or_, select, tuple_, union

from services.reporting.projection.tables import client_merge_fact

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import ColumnElement, Connection, Table

    from services.reporting.figures.as_of import Shown

COUNTED_AS: Final = "counted_as"
"""The column of opened rows that says under which file a client is counted."""


@dataclass(frozen=True)
class Files:
    """Which file goes on for a client, as told by the merges that are shown.

    Merges are few beside facts, so they are followed here and not in the database, where each fact
    would have to look for its own.
    """

    merged: Mapping[tuple[str, UUID], UUID]
    """The file that goes on, by the source and the id of the one that was closed."""

    @classmethod
    def of(cls, connection: Connection, shown: Shown) -> Files:
        """Read the merges, once for all figures that are shown together."""
        return shown.once(cls, lambda: cls._read(connection, shown))

    def last(self, source: str, client_id: UUID) -> UUID:
        """Return the file that a client is counted under; no node merges another's clients."""
        passed = set[UUID]()
        # Should a node ever tell of merges in a circle, they end all the same.
        while client_id not in passed and (source, client_id) in self.merged:
            passed.add(client_id)
            client_id = self.merged[source, client_id]
        return client_id

    def counted_twice(
        self, connection: Connection, table: Table, condition: ColumnElement[bool], shown: Shown
    ) -> int:
        """Return by how many some facts name more files than there are clients."""
        if not self.merged:
            return 0
        merge, valid = client_merge_fact.c, shown.valid(client_merge_fact)
        of_merges = union(
            select(merge.client_id).where(valid), select(merge.into_client_id).where(valid)
        )
        named = connection.execute(
            select(table.c.source, table.c.client_id)
            .where(condition, table.c.client_id.in_(of_merges))
            .distinct()
        ).all()
        files = {client_id for _, client_id in named}
        return len(files) - len({self.last(source, client_id) for source, client_id in named})

    @classmethod
    def _read(cls, connection: Connection, shown: Shown) -> Files:
        merge = client_merge_fact.c
        rows = connection.execute(
            select(merge.source, merge.client_id, merge.into_client_id).where(
                shown.valid(client_merge_fact)
            )
        )
        return cls({(source, closed): into for source, closed, into in rows})


def leads_on(
    table: Table, condition: ColumnElement[bool], moments: Iterable[Shown]
) -> ColumnElement[bool]:
    """Return which merges lead on from the clients of some facts, at any of some moments."""
    files = select(table.c.source, table.c.client_id).where(condition)
    merge = client_merge_fact.c
    merged = (
        select(merge.source, merge.client_id, merge.into_client_id)
        .where(or_(*(moment.valid(client_merge_fact) for moment in moments)))
        .cte("merged")
    )
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
    return tuple_(merge.source, merge.client_id).in_(select(reached.c.source, reached.c.client_id))
