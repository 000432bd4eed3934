"""The two shovels of a partner's node, one up and one down; the node's own broker runs both.

Each acknowledges a message at its source only after the other side's confirm, so that a cut link
repeats and never skips. The local end is a direct connection inside the broker: it needs no
password, and nothing of the node's services ever stands in a shovel's definition.

What comes down must carry no `user_id`: the local broker would check it and refuse.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlencode, urlsplit

from shared.messaging.management import Management
from shared.messaging.topology import CONTROL, UPLINK_QUEUE, inbound, outbound

UP = "up"
DOWN = "down"

_SHOVEL = "shovel"
# Prefetch over round trip is the ceiling on a wide network: 1,000 / 0.2 s = 5,000/s.
_PREFETCH = 1_000
_RECONNECT_DELAY_SECONDS = 5
_HEARTBEAT_SECONDS = 15
_PERSISTENT = 2


@dataclass(frozen=True, kw_only=True)
class LinkState:
    """What the broker says of a link.

    Good for a first look only: a shovel that was refused may stay "running" (reliability.md 2).
    Health is the age of the oldest event that the centre has not acknowledged.
    """

    name: str
    state: str
    reason: str | None


def define_links(
    management: Management, virtual_host: str, *, node: str, centre: str, password: str
) -> None:
    """Make both links, or leave them if they are the same; a new address replaces the old one.

    `management` is that of the node's own broker; `centre` is `amqp://host:port/virtual-host`.
    """
    local = f"amqp:///{quote(virtual_host, safe='')}"
    remote = _with_login(centre, node, password)
    for_both = {
        "src-protocol": "amqp091",
        "dest-protocol": "amqp091",
        "ack-mode": "on-confirm",
        "src-prefetch-count": _PREFETCH,
        "reconnect-delay": _RECONNECT_DELAY_SECONDS,
    }
    up = {
        **for_both,
        "src-uri": local,
        "src-queue": UPLINK_QUEUE,
        "dest-uri": remote,
        "dest-exchange": inbound(node),
        # The centre's broker verifies the name; a local one in the message would stop the link.
        "dest-publish-properties": {"user_id": node, "delivery_mode": _PERSISTENT},
    }
    down = {
        **for_both,
        "src-uri": remote,
        "src-queue": outbound(node),
        "dest-uri": local,
        "dest-exchange": CONTROL,
    }
    management.put_parameter(_SHOVEL, virtual_host, UP, up)
    management.put_parameter(_SHOVEL, virtual_host, DOWN, down)


def remove_links(management: Management, virtual_host: str) -> None:
    """End both links; what waits in the queues stays there."""
    management.remove_parameter(_SHOVEL, virtual_host, UP)
    management.remove_parameter(_SHOVEL, virtual_host, DOWN)


def link_states(management: Management, virtual_host: str) -> list[LinkState]:
    """Return the state of each link that is defined, by name."""
    states = [
        LinkState(name=one["name"], state=one["state"], reason=one.get("reason"))
        for one in management.shovels(virtual_host)
    ]
    return sorted(states, key=lambda link: link.name)


def _with_login(address: str, user: str, password: str) -> str:
    parts = urlsplit(address)
    login = f"{quote(user, safe='')}:{quote(password, safe='')}"
    options = urlencode({"heartbeat": _HEARTBEAT_SECONDS})
    return parts._replace(netloc=f"{login}@{parts.netloc}", query=options).geturl()
