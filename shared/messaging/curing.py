"""Curing parked domain events: they are folded again where they stand, in order per subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, delete, select

from shared.messaging.folding import Run
from shared.messaging.parking import DISCARDED, UNKNOWN, Parked, park
from shared.messaging.projection import Origin
from shared.messaging.projector import hold_state
from shared.messaging.tables import inbox, parked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row

    from shared.messaging.projection import Projection


def retry(
    connection: Connection, projected: Projection, subjects: Sequence[tuple[str, str]]
) -> list[Parked]:
    """Fold again what is parked of some subjects, given as (source, subject).

    Returns what is still parked of them. What folds now counts where it stands in its chain, so a
    figure as of an earlier moment, which names the keys not folded then, stays what it was.
    """
    generation = hold_state(connection, projected).generation
    still: list[Parked] = []
    for source, subject in subjects:
        rows = _parked_of(connection, projected, generation, source, subject)
        connection.execute(delete(parked).where(_of(projected, generation, source, subject)))
        run = Run(connection, projected, generation, source)
        for row in rows:
            run.take(Origin(source, row.epoch, row.position), row.body)
        since = {(row.epoch, row.position): row.parked_at for row in rows}
        for again in run.save():
            parked_at = since[again.origin.epoch, again.origin.position]
            park(connection, projected.name, generation, [again], parked_at)
            still.append(again)
    return still


def retry_known(connection: Connection, projected: Projection) -> list[Parked]:
    """Fold again what waited for a newer version of the software, if this is it."""
    generation = hold_state(connection, projected).generation
    rows = connection.execute(
        select(parked.c.source, parked.c.subject, parked.c.type).where(
            parked.c.projection == projected.name,
            parked.c.generation == generation,
            parked.c.kind == UNKNOWN,
        )
    ).all()
    subjects = {(row.source, row.subject) for row in rows if projected.catalogue.knows(row.type)}
    return retry(connection, projected, sorted(subjects))


def subjects_parked(connection: Connection, projected: Projection) -> list[tuple[str, str]]:
    """Return every (source, subject) of which something is parked and not discarded."""
    generation = hold_state(connection, projected).generation
    rows = connection.execute(
        select(parked.c.source, parked.c.subject)
        .where(
            parked.c.projection == projected.name,
            parked.c.generation == generation,
            parked.c.kind != DISCARDED,
        )
        .distinct()
        .order_by(parked.c.source, parked.c.subject)
    )
    return [(row.source, row.subject) for row in rows]


def _of(projected: Projection, generation: int, source: str, subject: str) -> ColumnElement[bool]:
    return and_(
        parked.c.projection == projected.name,
        parked.c.generation == generation,
        parked.c.source == source,
        parked.c.subject == subject,
    )


def _parked_of(
    connection: Connection, projected: Projection, generation: int, source: str, subject: str
) -> Sequence[Row[int, int, bytes, datetime]]:
    joined = and_(
        inbox.c.source == parked.c.source,
        inbox.c.epoch == parked.c.epoch,
        inbox.c.position == parked.c.position,
    )
    return connection.execute(
        select(parked.c.epoch, parked.c.position, inbox.c.body, parked.c.parked_at)
        .join(inbox, joined)
        .where(_of(projected, generation, source, subject))
        .order_by(parked.c.epoch, parked.c.position)
    ).all()
