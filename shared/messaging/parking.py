"""Parked domain events: those that could not be folded, and those that wait behind them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from marshmallow import ValidationError
from sqlalchemy import insert, select

from shared.messaging.projection import Origin
from shared.messaging.rows import storable
from shared.messaging.tables import discarded, parked
from shared.wire.catalogue import UnknownEventType

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.wire.envelope import Envelope

FAILED = "failed"
UNKNOWN = "unknown"
WAITING = "waiting"
DISCARDED = "discarded"

REASON_LIMIT = 2000
"""Characters of a reason that are kept: an error may repeat all the data that it was made of."""


@dataclass(frozen=True, slots=True)
class Parked:
    """One parked domain event: where it stands, what it is about, and why it is here."""

    origin: Origin
    type: str
    subject: str
    kind: str
    reason: str


def of_failure(origin: Origin, envelope: Envelope, error: Exception) -> Parked:
    """Return how a domain event is parked that could not be read or folded."""
    kind = UNKNOWN if isinstance(error, UnknownEventType) else FAILED
    if kind == UNKNOWN:
        reason = f"{envelope.type} is not known to this version of the software"
    elif isinstance(error, ValidationError):
        reason = f"the data are not of {envelope.type}: {error.messages}"
    else:
        reason = f"{type(error).__name__}: {error}"
    return Parked(origin, envelope.type, envelope.subject, kind, reason)


def park(
    connection: Connection,
    projection: str,
    generation: int,
    rows: Sequence[Parked],
    parked_at: datetime,
) -> None:
    """Keep domain events apart, each with its reason."""
    if rows:
        connection.execute(
            insert(parked),
            [
                {
                    "projection": projection,
                    "generation": generation,
                    "source": row.origin.source,
                    "epoch": row.origin.epoch,
                    "position": row.origin.position,
                    "type": row.type,
                    "subject": row.subject,
                    "kind": row.kind,
                    "reason": storable(row.reason, REASON_LIMIT),
                    "parked_at": parked_at,
                }
                for row in rows
            ],
        )


def blocked_subjects(
    connection: Connection, projection: str, generation: int, source: str
) -> set[str]:
    """Return the subjects of a source of which something is parked and not discarded."""
    rows = connection.execute(
        select(parked.c.subject)
        .where(
            parked.c.projection == projection,
            parked.c.generation == generation,
            parked.c.source == source,
            parked.c.kind != DISCARDED,
        )
        .distinct()
    )
    return set(rows.scalars())


def discarded_positions(connection: Connection, source: str) -> set[tuple[int, int]]:
    """Return the epochs and positions of a source that operations left out."""
    rows = connection.execute(
        select(discarded.c.epoch, discarded.c.position).where(discarded.c.source == source)
    )
    return {(row.epoch, row.position) for row in rows}


def listed(connection: Connection, projection: str, generation: int) -> list[Parked]:
    """Return everything that is parked, in the order of sources and positions."""
    rows = connection.execute(
        select(parked)
        .where(parked.c.projection == projection, parked.c.generation == generation)
        .order_by(parked.c.source, parked.c.epoch, parked.c.position)
    )
    return [
        Parked(
            Origin(row.source, row.epoch, row.position),
            row.type,
            row.subject,
            row.kind,
            row.reason,
        )
        for row in rows
    ]
