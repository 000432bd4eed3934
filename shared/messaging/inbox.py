"""The inbox: first store, then think. What was stored is never changed; it is the archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import LargeBinary, func, insert, select, tuple_, update

from shared.messaging import heads
from shared.messaging.admission import Admitted, NotAdmitted, admit
from shared.messaging.chain import FIRST_EPOCH, first_prevdigest
from shared.messaging.control import Heartbeat, MatchList
from shared.messaging.rows import insert_new, storable, upsert
from shared.messaging.tables import arrival, fork, inbox, quarantine, quarantine_overflow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.messaging.delivery import Delivery, Inbound

QUARANTINE_QUOTA = 1000
"""Messages of one queue that the quarantine keeps whole; beyond it they are only counted."""

_BEHIND_PREVDIGEST = len('","digest":""}') + 64
"""Bytes that follow the digest of the one before, in the fixed tail of a sealed message."""


@dataclass
class Received:
    """What became of a batch: numbers for the log, the sources that have something new, lists."""

    stored: int = 0
    duplicates: int = 0
    forks: int = 0
    quarantined: int = 0
    heartbeats: int = 0
    match_lists: list[MatchList] = field(default_factory=list)
    """For whoever counts clients across nodes to keep, in the same transaction."""
    sources: set[str] = field(default_factory=set)


def store(
    connection: Connection,
    deliveries: Sequence[Delivery],
    inbounds: Mapping[str, Inbound],
    received_at: datetime,
) -> Received:
    """Put a batch away: domain events, heartbeats, and what is neither.

    The caller acknowledges the batch only after the commit. A batch delivered again changes
    nothing, but that what is refused is kept once more. Nothing that a message can hold makes this
    fail: it would come again for ever, and hold up everybody behind it.
    """
    received = Received()
    rows: dict[tuple[str, int, int, str], dict[str, Any]] = {}
    heartbeats: dict[str, Heartbeat] = {}
    refused: list[dict[str, Any]] = []
    for delivery in deliveries:
        try:
            admitted = admit(delivery, inbounds[delivery.queue])
        except NotAdmitted as reason:
            refused.append(_refused(delivery, reason, received_at))
            continue
        if isinstance(admitted, Admitted):
            link = admitted.link
            rows[admitted.source, link.epoch, link.position, link.digest] = {
                "source": admitted.source,
                "epoch": link.epoch,
                "position": link.position,
                "digest": link.digest,
                "body": link.message,
                "received_at": received_at,
            }
        elif isinstance(admitted, MatchList):
            received.match_lists.append(admitted)
        else:
            received.heartbeats += 1
            newest = heartbeats.setdefault(admitted.source, admitted)
            if newest.told_at < admitted.told_at:
                heartbeats[admitted.source] = admitted
    if rows:
        _store_rows(connection, list(rows.values()), received)
    if refused:
        _keep_apart(connection, refused)
        received.quarantined = len(refused)
    for heartbeat in heartbeats.values():
        heads.note(connection, heartbeat, received_at)
    received.duplicates = (
        len(deliveries)
        - received.stored
        - received.forks
        - received.quarantined
        - received.heartbeats
        - len(received.match_lists)
    )
    return received


def _store_rows(connection: Connection, rows: list[dict[str, Any]], received: Received) -> None:
    received.stored = insert_new(connection, inbox, rows)
    received.sources = {row["source"] for row in rows}
    forks = _forks_among(connection, rows) if received.stored < len(rows) else []
    if forks:
        received.forks = insert_new(connection, fork, forks)
    for source in sorted(received.sources):
        # What forked is not what the archive holds there: its digest may not be passed on.
        held = [row for row in rows if row["source"] == source and row not in forks]
        _advance(connection, source, held, rows[-1]["received_at"])


def _forks_among(connection: Connection, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the rows whose key the archive holds with another digest."""
    key = tuple_(inbox.c.source, inbox.c.epoch, inbox.c.position)
    wanted = [(row["source"], row["epoch"], row["position"]) for row in rows]
    held = {
        (row.source, row.epoch, row.position): row.digest
        for row in connection.execute(
            select(inbox.c.source, inbox.c.epoch, inbox.c.position, inbox.c.digest).where(
                key.in_(wanted)
            )
        )
    }
    return [
        row for row in rows if held[row["source"], row["epoch"], row["position"]] != row["digest"]
    ]


def _advance(
    connection: Connection, source: str, rows: list[dict[str, Any]], received_at: datetime
) -> None:
    """Note up to where the archive holds a source without a gap, and the highest position seen.

    What does not follow on the one before is as good as a gap: the noted digest is told to the node
    as what is held of it, and stands for everything before it.

    Locked, so that of two who take in the same source at one moment the second sees what the first
    has stored, and does not set the note back.
    """
    known = connection.execute(
        select(arrival).where(arrival.c.source == source).with_for_update()
    ).one_or_none()
    if known is None:
        epoch, position, digest, highest = FIRST_EPOCH, 0, first_prevdigest(source), 0
        node = source.split("/")[2]
        connection.execute(
            insert(arrival).values(
                source=source,
                node=node,
                epoch=epoch,
                position=position,
                digest=digest,
                highest=highest,
                received_at=received_at,
            )
        )
    else:
        epoch, position, digest, highest = (
            known.epoch,
            known.position,
            known.digest,
            known.highest,
        )
    came = {row["position"]: row for row in rows if row["epoch"] == epoch}
    highest = max([highest, *came])
    while (row := came.get(position + 1)) and _prevdigest(row["body"]) == digest:
        position, digest = row["position"], row["digest"]
    if highest > position:
        position, digest = _contiguous(connection, source, epoch, position, digest)
    connection.execute(
        update(arrival)
        .where(arrival.c.source == source)
        .values(position=position, digest=digest, highest=highest, received_at=received_at)
    )


def _contiguous(
    connection: Connection, source: str, epoch: int, position: int, digest: str
) -> tuple[int, str]:
    """Walk from a position as far as the archive has no gap."""
    begin = func.length(inbox.c.body) - _BEHIND_PREVDIGEST - 63
    following = connection.execute(
        select(
            inbox.c.position,
            inbox.c.digest,
            func.substr(inbox.c.body, begin, 64, type_=LargeBinary).label("prevdigest"),
        )
        .where(inbox.c.source == source, inbox.c.epoch == epoch, inbox.c.position > position)
        .order_by(inbox.c.position)
        .execution_options(yield_per=1000)
    )
    with following:
        for row in following:
            if row.position != position + 1 or row.prevdigest != digest.encode():
                break
            position, digest = row.position, row.digest
    return position, digest


def _prevdigest(message: bytes) -> str:
    return message[-_BEHIND_PREVDIGEST - 64 : -_BEHIND_PREVDIGEST].decode()


def _refused(delivery: Delivery, reason: NotAdmitted, received_at: datetime) -> dict[str, Any]:
    return {
        "queue": delivery.queue,
        "reason": storable(str(reason), 200),
        "user_id": delivery.user_id and storable(delivery.user_id, 80),
        "exchange": storable(delivery.exchange, 120),
        "body": delivery.body,
        "received_at": received_at,
    }


def _keep_apart(connection: Connection, refused: list[dict[str, Any]]) -> None:
    """Put messages into the quarantine, up to the quota of their queue; count the others."""
    room: dict[str, int] = {}
    kept = []
    for row in refused:
        queue = row["queue"]
        if queue not in room:
            held = select(func.count()).where(quarantine.c.queue == queue)
            room[queue] = QUARANTINE_QUOTA - connection.execute(held).scalar_one()
        if room[queue] > 0:
            room[queue] -= 1
            kept.append(row)
        else:
            upsert(
                connection,
                quarantine_overflow,
                key={"queue": queue},
                values={
                    "last_reason": row["reason"],
                    "last_received_at": row["received_at"],
                    "messages": 1,
                },
                add=("messages",),
            )
    if kept:
        connection.execute(insert(quarantine), kept)
