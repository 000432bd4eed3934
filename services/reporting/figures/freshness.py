"""Freshness: how far the data of each expected node reach. A missing node is named (R-3)."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, select

from services.reporting.domain.freshness import Freshness, NodeFreshness, NodeState, SourceFreshness
from shared.messaging.chain import FIRST_EPOCH
from shared.messaging.parking import DISCARDED
from shared.messaging.tables import (
    arrival,
    checkpoint,
    expected_source,
    fork,
    head,
    parked,
    projection,
)

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection, Row, Select

    from shared.messaging.projection import Projection

SILENT_AFTER = timedelta(seconds=60)
"""After this long without a heartbeat a node counts as silent: four were missed.

Both clocks have to agree on it, the node's that told it and ours that heard it: a heartbeat that
lay in a queue for a day says nothing about today, nor does a node's clock that is a day ahead.
"""

_NONE_SHOWN = 0
"""A generation that no facts have; they begin with 1."""


def freshness(connection: Connection, projected: Projection, now: datetime) -> Freshness:
    """Return how far every expected source is folded; `now` is on the real clock.

    Before the projector's first turn nothing is folded, and every source is named all the same.
    """
    state = connection.execute(
        select(projection.c.generation, projection.c.halted_because).where(
            projection.c.name == projected.name
        )
    ).one_or_none()
    generation = _NONE_SHOWN if state is None else state.generation
    counted = _parked_by_source(connection, projected, generation)
    forked = _forks_by_source(connection)
    by_node: dict[str, list[SourceFreshness]] = {}
    for row in connection.execute(_expected(projected, generation)):
        source = _of_source(row, counted.get(row.source, 0), forked.get(row.source, 0), now)
        by_node.setdefault(row.node, []).append(source)
    return Freshness(
        looked_at=now,
        nodes=tuple(NodeFreshness(node, tuple(sources)) for node, sources in by_node.items()),
        halted_because=None if state is None else state.halted_because,
    )


def _expected(projected: Projection, generation: int) -> Select[Any]:
    """Ask for each expected source: what it told, what came, and what of it is folded."""
    folded = and_(
        checkpoint.c.source == expected_source.c.source,
        checkpoint.c.projection == projected.name,
        checkpoint.c.generation == generation,
    )
    return (
        select(
            expected_source.c.source,
            expected_source.c.node,
            head.c.told_at,
            head.c.received_at,
            (head.c.position + head.c.waiting).label("committed"),
            head.c.waiting,
            arrival.c.highest,
            checkpoint.c.epoch,
            checkpoint.c.position,
            checkpoint.c.stopped_because,
            checkpoint.c.complete_to,
        )
        .join(head, head.c.source == expected_source.c.source, isouter=True)
        .join(arrival, arrival.c.source == expected_source.c.source, isouter=True)
        .join(checkpoint, folded, isouter=True)
        .order_by(expected_source.c.node, expected_source.c.source)
    )


def _of_source(row: Row[Any], parked_count: int, forks: int, now: datetime) -> SourceFreshness:
    """Judge one source.

    What a node committed counts as missing before it has a position. As long as anything waited for
    one at the newest heartbeat, nobody can say which of the positions that followed were its, so
    the source is not complete to that heartbeat.
    """
    position = row.position or 0
    missing = max(0, max(row.committed or 0, row.highest or 0) - position)
    heard = None if row.told_at is None else min(row.told_at, row.received_at)
    if heard is None or now - heard > SILENT_AFTER:
        state, since = NodeState.SILENT, heard
    elif missing or row.waiting or parked_count or forks or row.stopped_because:
        state, since = NodeState.BEHIND, row.complete_to
    else:
        state, since = NodeState.COMPLETE, heard
    return SourceFreshness(
        source=row.source,
        state=state,
        since=since,
        epoch=row.epoch or FIRST_EPOCH,
        position=position,
        missing=missing,
        parked=parked_count,
        stopped_because=row.stopped_because,
        forks=forks,
        clock_skew=timedelta(0) if row.told_at is None else row.told_at - row.received_at,
    )


def _forks_by_source(connection: Connection) -> dict[str, int]:
    rows = connection.execute(select(fork.c.source, func.count()).group_by(fork.c.source))
    return {source: count for source, count in rows}  # noqa: C416 - rows are no pairs to the type checker


def _parked_by_source(
    connection: Connection, projected: Projection, generation: int
) -> dict[str, int]:
    """Count what is to be cured; what was discarded is settled."""
    rows = connection.execute(
        select(parked.c.source, func.count())
        .where(
            parked.c.projection == projected.name,
            parked.c.generation == generation,
            parked.c.kind != DISCARDED,
        )
        .group_by(parked.c.source)
    )
    return {source: count for source, count in rows}  # noqa: C416 - rows are no pairs to the type checker
