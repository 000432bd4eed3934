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

    One from the future gives way to any other: its node's clock was wrong and has been put right,
    and nothing would be known of the node until that moment came.
    """
    newest = connection.execute(
        select(head.c.told_at).where(head.c.source == heartbeat.source)
    ).scalar_one_or_none()
    if newest is not None and heartbeat.told_at < newest <= received_at:
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
