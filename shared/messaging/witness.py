"""What a node does with the centre's word: it knows what is safe, and if histories differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select, update

from shared.messaging.relay import ACKNOWLEDGED, ECHOED
from shared.messaging.rows import upsert
from shared.messaging.tables import chain, cursor

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.messaging.control import Echo


def acknowledge(connection: Connection, echo: Echo, heard_at: datetime) -> bool:
    """Note what the centre holds of this source; tell whether the own chain agrees.

    It does not if the chain has another digest there or does not reach so far: the database was
    restored from a backup, or somebody changed it. Then the centre's word is kept for `verify`, and
    nothing new counts as acknowledged.
    """
    told = {"epoch": echo.epoch, "position": echo.position, "digest": echo.digest}
    upsert(connection, cursor, key={"name": ECHOED}, values={**told, "moved_at": heard_at})
    if digest_at(connection, epoch=echo.epoch, position=echo.position) != echo.digest:
        return False
    connection.execute(
        update(cursor)
        .where(
            cursor.c.name == ACKNOWLEDGED,
            or_(
                cursor.c.epoch < echo.epoch,
                and_(cursor.c.epoch == echo.epoch, cursor.c.position <= echo.position),
            ),
        )
        .values(**told, moved_at=heard_at)
    )
    return True


def digest_at(connection: Connection, *, epoch: int, position: int) -> str | None:
    """Return the digest that the own chain has at a position, if it reaches so far."""
    return connection.execute(
        select(chain.c.digest).where(chain.c.epoch == epoch, chain.c.position == position)
    ).scalar_one_or_none()
