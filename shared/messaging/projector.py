"""The projector: folds each source in order, without a gap, each domain event once.

Facts and the checkpoint are saved in one transaction, so a domain event is delivered at least once
and effective exactly once. What cannot be folded is parked with its reason; later domain events of
the same subject wait behind it, and everything else goes on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select, union, update

from shared.messaging import parking
from shared.messaging.chain import FIRST_EPOCH, NotSealed, WrongDigest, first_prevdigest, unseal
from shared.messaging.folding import FAILURES_IN_A_ROW, Run
from shared.messaging.projection import Origin
from shared.messaging.tables import arrival, checkpoint, head, inbox, projection

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement, Connection, Row, Select

    from shared.messaging.projection import Projection


@dataclass(frozen=True, slots=True)
class Folded:
    """What one call did: how many domain events it took in, and how many of them it parked."""

    taken: int = 0
    parked: int = 0


def sources(connection: Connection) -> list[str]:
    """Return every source that the archive or a heartbeat knows of.

    Of one that is known by its heartbeat alone nothing is missing if it has told nothing yet.
    """
    known = union(select(arrival.c.source), select(head.c.source))
    return sorted(connection.execute(known).scalars())


def with_more(connection: Connection, projected: Projection) -> list[str]:
    """Return the sources for which a turn of the projector would do anything, with one query."""
    state = connection.execute(
        select(projection).where(projection.c.name == projected.name)
    ).one_or_none()
    if state is None:
        return sources(connection)
    if state.halted_because is not None:
        return []
    known = union(select(arrival.c.source), select(head.c.source)).subquery()
    rows = connection.execute(
        select(
            known.c.source,
            checkpoint.c.position,
            checkpoint.c.stopped_because,
            checkpoint.c.complete_to,
            inbox.c.position.label("following"),
            head.c.told_at,
            head.c.position.label("told"),
            head.c.waiting,
        )
        .join(head, head.c.source == known.c.source, isouter=True)
        .join(
            checkpoint,
            (checkpoint.c.source == known.c.source)
            & (checkpoint.c.projection == projected.name)
            & (checkpoint.c.generation == state.generation),
            isouter=True,
        )
        .join(
            inbox,
            (inbox.c.source == checkpoint.c.source)
            & (inbox.c.epoch == checkpoint.c.epoch)
            & (inbox.c.position == checkpoint.c.position + 1),
            isouter=True,
        )
        .order_by(known.c.source)
    )
    return [row.source for row in rows if _has_more(row)]


def _has_more(row: Any) -> bool:  # noqa: ANN401 - SQLAlchemy's type of so wide a row is none
    """Tell whether a source can be folded further, or is complete to a later moment than noted."""
    if row.position is None:
        return True
    if row.following is not None:
        return row.stopped_because is None
    is_complete = row.told is not None and row.told <= row.position and row.waiting == 0
    return is_complete and row.complete_to != row.told_at


def fold_source(
    connection: Connection, projected: Projection, source: str, *, now: datetime, limit: int
) -> Folded:
    """Fold what follows the checkpoint of a source, at most `limit` domain events.

    Does nothing while the projection is halted. Stops at a gap (what is missing will come), and at
    a broken link, which is noted at the checkpoint.
    """
    state = hold_state(connection, projected)
    if state.halted_because is not None:
        return Folded()
    return fold_into(
        connection, projected, source, generation=state.generation, now=now, limit=limit
    )


def fold_into(  # noqa: PLR0913 - what, of whom, where to, when, how much
    connection: Connection,
    projected: Projection,
    source: str,
    *,
    generation: int,
    now: datetime,
    limit: int,
) -> Folded:
    """Fold into a generation of facts: the shown one, or one that is being rebuilt beside it."""
    mark = _hold_checkpoint(connection, projected, generation, source)
    rows = _following(connection, source, mark, limit)
    run = Run(connection, projected, generation, source, failed_in_a_row=mark.failed_in_a_row)
    position, digest, stopped = mark.position, mark.digest, None
    for row in rows:
        try:
            link = unseal(row.body)
        except (NotSealed, WrongDigest):
            stopped = f"position {row.position} was altered in the archive"
            break
        if link.prevdigest != digest:
            stopped = f"position {row.position} does not follow on what came before it"
            break
        run.take(Origin(source, row.epoch, row.position), row.body)
        position, digest = row.position, link.digest
        if run.failed_in_a_row >= FAILURES_IN_A_ROW:
            break
    parked = run.save()
    failures = run.failed_in_a_row
    parking.park(connection, projected.name, generation, parked, now)
    connection.execute(
        update(checkpoint)
        .where(_of(projected, generation, source))
        .values(
            position=position,
            digest=digest,
            failed_in_a_row=failures,
            stopped_because=stopped,
        )
    )
    if failures >= FAILURES_IN_A_ROW:
        reason = f"{failures} domain events of {source} failed in a row"
        _halt(connection, projected, generation, reason, now)
    _note_completeness(connection, projected, generation, source, position)
    return Folded(position - mark.position, len(parked))


def hold_state(connection: Connection, projected: Projection) -> Row[Any]:
    """Return a projection's state, locked until the end of the transaction; made if missing."""
    wanted = select(projection).where(projection.c.name == projected.name).with_for_update()
    state = connection.execute(wanted).one_or_none()
    if state is None:
        connection.execute(
            insert(projection).values(name=projected.name, version=projected.version, generation=1)
        )
        state = connection.execute(wanted).one()
    return state


def hold_place(connection: Connection, projected: Projection, generation: int, source: str) -> str:
    """Return the digest of what was folded last of a source, locked until the end."""
    return str(_hold_checkpoint(connection, projected, generation, source).digest)


def resume(connection: Connection, projected: Projection) -> None:
    """Let a halted projection go on; whoever asks has cured what made it stop."""
    connection.execute(
        update(projection)
        .where(projection.c.name == projected.name)
        .values(halted_because=None, halted_at=None)
    )
    connection.execute(
        update(checkpoint)
        .where(checkpoint.c.projection == projected.name)
        .values(failed_in_a_row=0, stopped_because=None)
    )


def _of(projected: Projection, generation: int, source: str) -> ColumnElement[bool]:
    return (
        (checkpoint.c.projection == projected.name)
        & (checkpoint.c.generation == generation)
        & (checkpoint.c.source == source)
    )


def _hold_checkpoint(
    connection: Connection, projected: Projection, generation: int, source: str
) -> Row[Any]:
    wanted = select(checkpoint).where(_of(projected, generation, source)).with_for_update()
    mark = connection.execute(wanted).one_or_none()
    if mark is None:
        connection.execute(
            insert(checkpoint).values(
                projection=projected.name,
                generation=generation,
                source=source,
                epoch=FIRST_EPOCH,
                position=0,
                digest=first_prevdigest(source),
                failed_in_a_row=0,
            )
        )
        mark = connection.execute(wanted).one()
    return mark


def _following(
    connection: Connection, source: str, mark: Row[Any], limit: int
) -> Sequence[Row[int, int, bytes]]:
    """Return the archived rows right after a checkpoint, up to the first gap."""
    rows = connection.execute(
        select(inbox.c.epoch, inbox.c.position, inbox.c.body)
        .where(
            inbox.c.source == source,
            inbox.c.epoch == mark.epoch,
            inbox.c.position > mark.position,
        )
        .order_by(inbox.c.position)
        .limit(limit)
    ).all()
    for count, row in enumerate(rows):
        if row.position != mark.position + 1 + count:
            return rows[:count]
    return rows


def _halt(
    connection: Connection, projected: Projection, generation: int, reason: str, now: datetime
) -> None:
    """Stop the projection, unless it is another generation than the shown one that fails."""
    connection.execute(
        update(projection)
        .where(projection.c.name == projected.name, projection.c.generation == generation)
        .values(halted_because=reason, halted_at=now)
    )


def _complete_at(source: str, position: int) -> Select[tuple[datetime]]:
    """Ask for the moment of the newest heartbeat, if nothing that it tells of lies beyond.

    What waits for a position was committed before that moment and is still to come.
    """
    return select(head.c.told_at).where(
        head.c.source == source, head.c.position <= position, head.c.waiting == 0
    )


def _note_completeness(
    connection: Connection, projected: Projection, generation: int, source: str, position: int
) -> None:
    """Note the last moment up to which everything that the source had told is folded."""
    told_at = connection.execute(_complete_at(source, position)).scalar_one_or_none()
    if told_at is not None:
        connection.execute(
            update(checkpoint).where(_of(projected, generation, source)).values(complete_to=told_at)
        )
