"""Match lists in their tables: the newest whole one of each source, and one that is on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, func, select, update

from services.reporting.projection.matches import match_entry, match_list
from shared.messaging.rows import insert_new

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.messaging.control import MatchList


def keep(connection: Connection, part: MatchList, received_at: datetime) -> None:
    """Keep a part of a list; once all are here, the list replaces the one before it.

    Parts may come twice and in any order. A part of an older list than the newest one of its source
    that is known changes nothing, unless that one is from the future: a node's clock may be wrong,
    and be put right.
    """
    newest = connection.execute(
        select(func.max(match_list.c.made_at)).where(match_list.c.source == part.source)
    ).scalar_one()
    if newest is not None and part.made_at < newest <= received_at:
        return
    this = {"source": part.source, "made_at": part.made_at}
    insert_new(
        connection,
        match_list,
        [{**this, "parts": part.parts, "complete": False, "received_at": received_at}],
    )
    if part.matches:
        insert_new(
            connection,
            match_entry,
            [{**this, "part": part.part, **match._asdict()} for match in part.matches],
        )
    is_complete = _parts_here(connection, part) >= part.parts
    if is_complete:
        connection.execute(
            update(match_list)
            .where(match_list.c.source == part.source, match_list.c.made_at == part.made_at)
            .values(complete=True)
        )
    _forget_others(connection, part, also_complete=is_complete)


def _parts_here(connection: Connection, part: MatchList) -> int:
    """Count the parts that came; of a list of nobody that is its only one."""
    if part.parts == 1:
        return 1
    return connection.execute(
        select(func.count(match_entry.c.part.distinct())).where(
            match_entry.c.source == part.source, match_entry.c.made_at == part.made_at
        )
    ).scalar_one()


def _forget_others(connection: Connection, part: MatchList, *, also_complete: bool) -> None:
    """Delete the source's lists that this one replaces."""
    replaced = and_(match_list.c.source == part.source, match_list.c.made_at != part.made_at)
    if not also_complete:
        replaced = and_(replaced, match_list.c.complete.is_(False))
    moments = list(connection.execute(select(match_list.c.made_at).where(replaced)).scalars())
    for table in (match_entry, match_list):
        connection.execute(
            delete(table).where(table.c.source == part.source, table.c.made_at.in_(moments))
        )
