"""The relay: numbers what was committed, in order, and tells how far it was sent.

Numbering late makes positions gapless and in the order of commits while writers never wait for one
another (architecture.md 2.4). Everything here is a function over rows; who publishes is elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, exists, func, insert, select, update

from shared.messaging.chain import FIRST_EPOCH, Link, first_prevdigest, seal
from shared.messaging.rows import insert_many
from shared.messaging.tables import chain, cursor, journal, pending, relay_generation

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection

LOCAL = "local"
UPLINK = "uplink"
ACKNOWLEDGED = "acknowledged"
ECHOED = "echoed"

UNACKNOWLEDGED_LIMIT = 1_000_000
"""Domain events sent and not yet acknowledged by the centre, at which the uplink pauses."""


class Fenced(Exception):
    """Another relay took a newer generation: this one may number no more."""


class ChainBroken(Exception):
    """A stored row no longer gives its digest: nothing is sent until somebody has looked."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain ends."""

    epoch: int
    position: int
    digest: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A domain event that can be sent."""

    type: str
    link: Link


_NOTHING = Head(FIRST_EPOCH, 0, "")


def head_of(connection: Connection, source: str) -> Head:
    """Return where the journal's chain ends; position 0 is before the first domain event."""
    last = connection.execute(
        select(chain.c.epoch, chain.c.position, chain.c.digest)
        .order_by(chain.c.epoch.desc(), chain.c.position.desc())
        .limit(1)
    ).one_or_none()
    if last is None:
        return Head(FIRST_EPOCH, 0, first_prevdigest(source))
    return Head(last.epoch, last.position, last.digest)


def take_generation(connection: Connection) -> int:
    """Become the relay that may number; any older one is fenced from now on."""
    taken = connection.execute(
        update(relay_generation)
        .values(generation=relay_generation.c.generation + 1)
        .returning(relay_generation.c.generation)
    ).scalar_one_or_none()
    if taken is not None:
        return int(taken)
    connection.execute(insert(relay_generation).values(only=1, generation=1))
    return 1


def waiting(connection: Connection) -> int:
    """Count committed domain events that have no position yet."""
    return connection.execute(select(func.count()).select_from(pending)).scalar_one()


def has_waiting(connection: Connection) -> bool:
    """Tell whether anything waits for a position."""
    return bool(connection.execute(select(exists().select_from(pending))).scalar_one())


def number(connection: Connection, *, source: str, generation: int, limit: int) -> int:
    """Give the next positions to pending rows, and return how many got one.

    Raises Fenced if another relay took over. The row of the generation stays locked until the
    commit, so that two relays cannot number at once whatever became of their locks.
    """
    fence = connection.execute(
        update(relay_generation)
        .where(relay_generation.c.generation == generation)
        .values(generation=generation)
    )
    if fence.rowcount != 1:
        message = f"another relay of {source} took over from generation {generation}"
        raise Fenced(message)
    rows = connection.execute(
        select(journal.c.journal_id, journal.c.body)
        .join(pending, pending.c.journal_id == journal.c.journal_id)
        .order_by(journal.c.journal_id)
        .limit(limit)
    ).all()
    if not rows:
        return 0
    head = head_of(connection, source)
    numbered = []
    prevdigest = head.digest
    for position, row in enumerate(rows, start=head.position + 1):
        link = seal(row.body, epoch=head.epoch, position=position, prevdigest=prevdigest)
        prevdigest = link.digest
        numbered.append(
            {
                "epoch": head.epoch,
                "position": position,
                "journal_id": row.journal_id,
                "digest": link.digest,
            }
        )
    insert_many(connection, chain, numbered)
    just_numbered = select(chain.c.journal_id).where(
        chain.c.epoch == head.epoch, chain.c.position > head.position
    )
    connection.execute(delete(pending).where(pending.c.journal_id.in_(just_numbered)))
    return len(rows)


def links(
    connection: Connection, *, source: str, epoch: int, first: int, limit: int
) -> list[Numbered]:
    """Return numbered domain events from a position on, sealed again from the stored bodies.

    Raises ChainBroken if a row does not give the digest that the chain has for it.
    """
    rows = connection.execute(
        select(chain.c.position, chain.c.digest, journal.c.type, journal.c.body)
        .join(journal, journal.c.journal_id == chain.c.journal_id)
        .where(chain.c.epoch == epoch, chain.c.position >= first)
        .order_by(chain.c.position)
        .limit(limit)
    ).all()
    if not rows:
        return []
    prevdigest = _digest_before(connection, source=source, epoch=epoch, position=first)
    found = []
    for row in rows:
        link = seal(row.body, epoch=epoch, position=row.position, prevdigest=prevdigest)
        if link.digest != row.digest:
            message = f"{source}: position {row.position} no longer gives its digest"
            raise ChainBroken(message)
        prevdigest = link.digest
        found.append(Numbered(row.type, link))
    return found


def sent_to(connection: Connection, name: str) -> Head | None:
    """Return how far a cursor got, or None if there is no such cursor (a node not joined)."""
    row = connection.execute(select(cursor).where(cursor.c.name == name)).one_or_none()
    return None if row is None else Head(row.epoch, row.position, row.digest or "")


def open_cursor(connection: Connection, name: str) -> None:
    """Begin to send to somewhere, from position 1; a cursor that is there stays where it is."""
    if sent_to(connection, name) is None:
        connection.execute(insert(cursor).values(name=name, epoch=FIRST_EPOCH, position=0))


def move_cursor(connection: Connection, name: str, link: Link, moved_at: datetime) -> None:
    """Note that everything up to a link was sent; a cursor never goes back by this."""
    connection.execute(
        update(cursor)
        .where(cursor.c.name == name)
        .where(_is_before(link.epoch, link.position))
        .values(epoch=link.epoch, position=link.position, digest=link.digest, moved_at=moved_at)
    )


def rewind(connection: Connection) -> None:
    """Go back to what the centre acknowledged, after the broker lost what it held."""
    held = sent_to(connection, ACKNOWLEDGED) or _NOTHING
    connection.execute(
        update(cursor)
        .where(cursor.c.name == UPLINK)
        .values(epoch=held.epoch, position=held.position, digest=held.digest or None)
    )


def uplink_is_full(connection: Connection) -> bool:
    """Tell whether so much is unacknowledged that sending must pause."""
    sent = sent_to(connection, UPLINK) or _NOTHING
    held = sent_to(connection, ACKNOWLEDGED) or _NOTHING
    return sent.position - held.position > UNACKNOWLEDGED_LIMIT


def _is_before(epoch: int, position: int) -> ColumnElement[bool]:
    return (cursor.c.epoch < epoch) | and_(cursor.c.epoch == epoch, cursor.c.position < position)


def _digest_before(connection: Connection, *, source: str, epoch: int, position: int) -> str:
    """Return the digest that the position before carries; across epochs the last common one."""
    before = connection.execute(
        select(chain.c.digest)
        .where(chain.c.epoch <= epoch, chain.c.position == position - 1)
        .order_by(chain.c.epoch.desc())
        .limit(1)
    ).scalar_one_or_none()
    return first_prevdigest(source) if before is None else before
