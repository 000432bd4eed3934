"""Forks: positions that two domain events claim. Neither is dropped, and both can be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from shared.messaging.tables import fork, inbox
from shared.wire.envelope import read

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.wire.envelope import Envelope


@dataclass(frozen=True, slots=True)
class Claim:
    """One of the domain events that claim a position."""

    digest: str
    envelope: Envelope
    received_at: datetime


@dataclass(frozen=True, slots=True)
class Fork:
    """A position, what the archive holds there, and what came for it later."""

    source: str
    epoch: int
    position: int
    held: Claim
    other: Claim


def forks(connection: Connection) -> list[Fork]:
    """Return every fork, in the order of sources and positions."""
    same_place = and_(*(inbox.c[name] == fork.c[name] for name in ("source", "epoch", "position")))
    rows = connection.execute(
        select(
            fork,
            inbox.c.digest.label("held_digest"),
            inbox.c.body.label("held_body"),
            inbox.c.received_at.label("held_since"),
        )
        .join(inbox, same_place)
        .order_by(*fork.primary_key.columns)
    )
    return [
        Fork(
            row.source,
            row.epoch,
            row.position,
            held=Claim(row.held_digest, read(row.held_body), row.held_since),
            other=Claim(row.digest, read(row.body), row.received_at),
        )
        for row in rows
    ]
