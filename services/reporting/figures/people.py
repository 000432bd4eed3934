"""People instead of clients: whom several nodes know under one digest is one (architecture.md 3).

The digests are those of each node's newest match list, also where a figure is asked for as of an
earlier moment: the facts and the merges are those of then, the lists are those of now. Lists are
replaced and forgotten, so that a person can be erased; nobody can give an earlier one again. So the
figure of an earlier moment may change, and says by which lists it is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import String, and_, case, cast, func, select

from services.reporting.figures.clients import COUNTED_AS, Clients
from services.reporting.projection.matches import match_entry, match_list

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, FromClause, Subquery, Table

    from services.reporting.figures.as_of import Shown

PERSON: Final = "person"
"""The column of opened rows that says as whom a client is counted: a digest, or the file's id."""

MATCHED_BY: Final = "matched_by"
BY_NOTHING: Final = "client_id"
"""Who is in no list counts as one person for each client of each node."""


@dataclass(frozen=True)
class People:
    """A table of facts about clients, joined with the people that they are."""

    rows: FromClause
    source: ColumnElement[Any]
    counted_as: ColumnElement[Any]
    person: ColumnElement[Any]
    matched_by: ColumnElement[Any]

    @classmethod
    def of(cls, table: Table, shown: Shown) -> People:
        """Join a table that has `source` and `client_id`."""
        clients = Clients.of(table, shown)
        known = _known()
        is_known = and_(known.c.source == table.c.source, known.c.client_id == clients.counted_as)
        return cls(
            rows=clients.rows.outerjoin(known, is_known),
            source=table.c.source,
            counted_as=clients.counted_as,
            person=func.coalesce(known.c.digest, cast(clients.counted_as, String)),
            matched_by=func.coalesce(known.c.matched_by, BY_NOTHING),
        )

    @property
    def besides(self) -> tuple[ColumnElement[Any], ...]:
        """Return what opened rows show besides the facts."""
        return (
            self.counted_as.label(COUNTED_AS),
            self.person.label(PERSON),
            self.matched_by.label(MATCHED_BY),
        )


@dataclass(frozen=True)
class Matching:
    """By what people were counted once: how many by each identifier, and by whose lists.

    `shared` are those of them whom more than one node advised. `lists` has every source among the
    rows; `None` where it has sent no list, so that its clients count as its own.
    """

    people: Mapping[str, int]
    shared: Mapping[str, int]
    lists: Mapping[str, datetime | None]


def matching(connection: Connection, people: People, condition: ColumnElement[bool]) -> Matching:
    """Return by what the people in some rows were matched; the numbers add up to the figure."""
    advised = (
        select(people.person.label(PERSON), people.matched_by.label(MATCHED_BY), people.source)
        .select_from(people.rows)
        .where(condition)
        .distinct()
        .subquery("advised")
    )
    each = (
        select(advised.c[MATCHED_BY], func.count().label("nodes"))
        .group_by(advised.c[PERSON], advised.c[MATCHED_BY])
        .subquery("each")
    )
    counted = connection.execute(
        select(each.c[MATCHED_BY], func.count(), func.sum(case((each.c.nodes > 1, 1), else_=0)))
        .group_by(each.c[MATCHED_BY])
        .order_by(each.c[MATCHED_BY])
    ).all()
    sources = select(advised.c.source).distinct().order_by(advised.c.source)
    moments = {
        row.source: row.made_at
        for row in connection.execute(
            select(match_list.c.source, match_list.c.made_at).where(match_list.c.complete)
        )
    }
    return Matching(
        people={identifier: number for identifier, number, _ in counted},
        shared={identifier: int(number) for identifier, _, number in counted if number},
        lists={source: moments.get(source) for source in connection.execute(sources).scalars()},
    )


def _known() -> Subquery:
    """Return (source, client_id, matched_by, digest) of every whole list."""
    whole = and_(
        match_list.c.source == match_entry.c.source, match_list.c.made_at == match_entry.c.made_at
    )
    return (
        select(
            match_entry.c.source,
            match_entry.c.client_id,
            match_entry.c.matched_by,
            match_entry.c.digest,
        )
        .join(match_list, whole)
        .where(match_list.c.complete)
        .subquery("known")
    )
