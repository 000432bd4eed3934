"""Where the domain events of which node come in."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sqlalchemy import select

from shared.messaging.delivery import Inbound
from shared.messaging.tables import expected_source
from shared.messaging.topology import EVENTS, REPORTING_INBOX, UPLINK_EXCHANGE, inbound

if TYPE_CHECKING:
    from shared.messaging.runtime import Runtime

SERVICE = "reporting"


def inbounds(runtime: Runtime) -> dict[str, Inbound]:
    """Return, by queue, who may write into it.

    At a partner's node it is one queue with that node's own domain events. At the centre it is one
    for each enrolled node; its own node's come over its exchange for the uplink.
    """
    own_user = unquote(urlsplit(runtime.broker_url).username or "")
    if not runtime.is_centre:
        own = Inbound(REPORTING_INBOX, runtime.node, EVENTS, own_user)
        return {own.queue: own}
    with runtime.databases[SERVICE].read() as connection:
        nodes = connection.execute(
            select(expected_source.c.node).distinct().order_by(expected_source.c.node)
        ).scalars()
        return {
            inbound(node): Inbound(inbound(node), node, UPLINK_EXCHANGE, own_user)
            if node == runtime.node
            else Inbound(inbound(node), node, inbound(node), node)
            for node in nodes
        }
