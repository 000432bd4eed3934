"""Receipts of referrals: what the centre has of two nodes, and the one that sent does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import and_, exists, select

from services.reporting.figures.as_of import NothingFolded, shown
from services.reporting.figures.freshness import SILENT_AFTER
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.projection.tables import (
    noted_receipt_fact,
    referral_fact,
    referral_receipt_fact,
)
from shared.messaging.control import ReferralReceipt
from shared.messaging.tables import head, inbox
from shared.wire.envelope import read

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

TOLD_AT_ONCE = 100
"""Receipts that are told in one turn; the others follow once these are noted."""


def untold(connection: Connection, now: datetime) -> list[tuple[str, ReferralReceipt]]:
    """Return which receipts to tell: (node, receipt), the oldest referral of a node first.

    A receipt is told from when both nodes' domain events are here, in whatever order they came, and
    again and again until the one of the node that referred says that it is noted. Only the node to
    which the client was sent can receive them. A node that is silent hears nothing until it is
    back: what nobody reads would only push other messages out of its queue.
    """
    try:
        facts = shown(connection, MINISTRY_FACTS)
    except NothingFolded:
        return []
    made, came, noted = referral_fact, referral_receipt_fact, noted_receipt_fact
    is_noted = exists().where(
        facts.valid(noted),
        noted.c.referral_id == made.c.referral_id,
        noted.c.source == made.c.source,
    )
    listens = exists().where(
        head.c.source == made.c.source, head.c.received_at >= now - SILENT_AFTER
    )
    rows = connection.execute(
        select(
            made.c.source,
            made.c.node,
            made.c.referral_id,
            made.c.to_node,
            came.c.received_on,
            inbox.c.body,
        )
        .join(
            came,
            and_(
                came.c.referral_id == made.c.referral_id,
                came.c.node == made.c.to_node,
                came.c.from_node == made.c.node,
            ),
        )
        .join(
            inbox,
            and_(
                inbox.c.source == came.c.source,
                inbox.c.epoch == came.c.epoch,
                inbox.c.position == came.c.position,
            ),
        )
        .where(facts.valid(made), facts.valid(came), ~is_noted, listens)
        .order_by(made.c.source, made.c.epoch, made.c.position)
        .limit(TOLD_AT_ONCE)
    )
    return [
        (
            row.node,
            ReferralReceipt(
                source=row.source,
                receipt_id=UUID(read(row.body).id),
                referral_id=row.referral_id,
                received_by=row.to_node,
                received_on=row.received_on,
            ),
        )
        for row in rows
    ]
