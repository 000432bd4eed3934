"""The watchdog: sees what is missing, asks for it, and tells each node what is held of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from shared.messaging.control import Echo, Resend
from shared.messaging.tables import arrival, head, inbox

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection

RESEND_AT_ONCE = 5000
"""Positions that are asked for in one message."""


@dataclass(frozen=True, slots=True)
class Held:
    """How much of a source the archive holds without a gap, and up to where it should."""

    source: str
    node: str
    epoch: int
    position: int
    digest: str
    should_hold: int


def holdings(connection: Connection) -> list[Held]:
    """Return every source that the archive or a heartbeat knows of.

    A source should be held up to the head that its newest heartbeat told, and up to the highest
    position that already came.
    """
    known = {
        row.source: Held(row.source, row.node, row.epoch, row.position, row.digest, row.highest)
        for row in connection.execute(select(arrival))
    }
    for told in connection.execute(select(head)):
        held = known.get(told.source)
        if held is None:
            known[told.source] = Held(told.source, told.node, told.epoch, 0, "", told.position)
        elif told.epoch == held.epoch and told.position > held.should_hold:
            known[told.source] = Held(
                held.source, held.node, held.epoch, held.position, held.digest, told.position
            )
    return [known[source] for source in sorted(known)]


def echoes(holdings: list[Held]) -> list[tuple[str, Echo]]:
    """Return what to tell each node: (node, echo)."""
    return [
        (
            held.node,
            Echo(source=held.source, epoch=held.epoch, position=held.position, digest=held.digest),
        )
        for held in holdings
        if held.position > 0
    ]


def requests(
    connection: Connection,
    holdings: list[Held],
    before: Mapping[str, Held],
    *,
    exchange: str,
) -> list[tuple[str, Resend]]:
    """Return what to ask of each node: (node, request).

    Only for a source that has not moved since the look before: what is on its way is not missing.
    """
    asked = []
    for held in holdings:
        last_look = before.get(held.source)
        if last_look is None or held.position >= last_look.should_hold:
            continue
        if held.position != last_look.position:
            continue
        last = min(_before_next(connection, held), held.position + RESEND_AT_ONCE)
        if last == held.position:
            # Something is held there, but it does not follow: a fork is not healed by asking again.
            continue
        asked.append(
            (
                held.node,
                Resend(
                    source=held.source,
                    epoch=held.epoch,
                    first=held.position + 1,
                    last=last,
                    exchange=exchange,
                ),
            )
        )
    return asked


def _before_next(connection: Connection, held: Held) -> int:
    """Return the last missing position of the first gap."""
    following = connection.execute(
        select(func.min(inbox.c.position)).where(
            inbox.c.source == held.source,
            inbox.c.epoch == held.epoch,
            inbox.c.position > held.position,
        )
    ).scalar_one()
    return held.should_hold if following is None else int(following) - 1
