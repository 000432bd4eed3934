"""What a node does with the centre's word: it knows what is safe, and if histories differ."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select, update

from shared.kernel.identifiers import made_at
from shared.messaging import relay
from shared.messaging.relay import ACKNOWLEDGED, ECHOED
from shared.messaging.rows import upsert
from shared.messaging.tables import chain, cursor, journal, pending

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


def unacknowledged_since(connection: Connection) -> datetime | None:
    """Return when the oldest domain event that the centre has not acknowledged was recorded.

    `None` if it has all of them, or if the node sends none because it has not joined. It is the one
    measure of health that cannot lie (architecture.md 2.8).
    """
    held = relay.sent_to(connection, ACKNOWLEDGED)
    if held is None:
        return None
    numbered = (
        select(chain.c.journal_id)
        .where(
            or_(
                chain.c.epoch > held.epoch,
                and_(chain.c.epoch == held.epoch, chain.c.position > held.position),
            )
        )
        .order_by(chain.c.epoch, chain.c.position)
        .limit(1)
    )
    waiting = select(func.min(pending.c.journal_id))
    first = connection.execute(numbered).scalar() or connection.execute(waiting).scalar()
    if first is None:
        return None
    event_id = select(journal.c.event_id).where(journal.c.journal_id == first)
    return made_at(connection.execute(event_id).scalar_one())


def digest_at(connection: Connection, *, epoch: int, position: int) -> str | None:
    """Return the digest that the own chain has at a position, if it reaches so far."""
    return connection.execute(
        select(chain.c.digest).where(chain.c.epoch == epoch, chain.c.position == position)
    ).scalar_one_or_none()
