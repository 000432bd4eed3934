"""Heads: what the newest heartbeat of each source said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from shared.messaging.rows import upsert
from shared.messaging.tables import head

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection

    from shared.messaging.control import Heartbeat


def note(connection: Connection, heartbeat: Heartbeat, received_at: datetime) -> None:
    """Keep a heartbeat, unless a newer one of the same source is kept already.

    A node's clock may be wrong, and be put right, and nothing would be known of the node until it
    had caught up. So one from the future gives way to any other; and one whose journal has grown is
    newer whatever its clock says, for a journal never shrinks.
    """
    newest = connection.execute(select(head).where(head.c.source == heartbeat.source)).one_or_none()
    if newest is not None and heartbeat.told_at < newest.told_at <= received_at:
        grown = (heartbeat.epoch, heartbeat.position) > (newest.epoch, newest.position)
        if not grown:
            return
    upsert(
        connection,
        head,
        key={"source": heartbeat.source},
        values={
            "node": heartbeat.source.split("/")[2],
            "epoch": heartbeat.epoch,
            "position": heartbeat.position,
            "digest": heartbeat.digest,
            "told_at": heartbeat.told_at,
            "received_at": received_at,
            "installation": heartbeat.installation,
            "waiting": heartbeat.waiting,
            "programmes": json.dumps(dict(heartbeat.programmes), sort_keys=True),
        },
    )
