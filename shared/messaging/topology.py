"""What stands on the brokers of a node and of its centre.

Pure functions say what is needed; `declare` makes it so before the first publisher. Names and
arguments come from reliability.md 2, where each trap that they avoid was measured.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from shared.messaging.broker_objects import (
    Arguments,
    Binding,
    Exchange,
    Policy,
    Queue,
    Topology,
    User,
)
from shared.messaging.declaring import declare, describe
from shared.messaging.management import BrokerProblem

__all__ = [
    "CONTROL",
    "DOWN",
    "EVENTS",
    "REPORTING_INBOX",
    "UNROUTABLE",
    "UPLINK_EXCHANGE",
    "UPLINK_QUEUE",
    "Topology",
    "UnusableName",
    "centre_topology",
    "control_queue",
    "declare",
    "describe",
    "inbound",
    "node_topology",
    "outbound",
    "services_user",
]

EVENTS = "owss.events"
UPLINK_EXCHANGE = "owss.uplink"
CONTROL = "owss.control"
UNROUTABLE = "unroutable"
DOWN = "down"

UPLINK_QUEUE = "uplink"
REPORTING_INBOX = "reporting.inbox"

# Not -1: with it, by policy or by argument, RabbitMQ 4.0.5 writes every queue's settings into its
# log every five seconds, for ever (measured; rabbitmq-server issue 14202). At the 15,000
# redeliveries a second of the worst loop we have seen, this limit lasts for two thousand years.
NO_DELIVERY_LIMIT = 10**15

# Only the newest messages matter to a node that was away: the watchdog repeats what is missing.
DOWN_LENGTH = 10_000
# Two links, and as many half-open ones until two heartbeats have passed.
CONNECTIONS_OF_A_PARTNER = 4

_NAME = re.compile(r"[a-z0-9-]+")


class UnusableName(BrokerProblem):
    """Ids of nodes and services become parts of regular expressions: `[a-z0-9-]+` only."""


def inbound(node: str) -> str:
    """Name of the exchange and of the queue at the centre that take in a node's events."""
    return f"in.{node}"


def outbound(node: str) -> str:
    """Name of the queue at the centre where messages for a node wait for its link."""
    return f"{DOWN}.{node}"


def control_queue(service: str) -> str:
    """Name of the queue where a service finds what comes from the centre."""
    return f"{service}.control"


def services_user(node: str) -> str:
    """Name of the broker user as whom a node's services log in on their own virtual host."""
    return f"{node}.services"


def node_topology(node: str, services: Collection[str], *, is_centre: bool) -> Topology:
    """Return what a node's own virtual host holds for its services.

    The centre's has no queue `uplink` (see `centre_topology`), no inbox for local events, because
    its reporting reads its own events with everybody's, and the exchange `down` besides.
    """
    _check_names(node, *services)
    # Nobody listens to local events at the centre: that is no fault which operations must see.
    events = Exchange(name=EVENTS, kind="topic", alternate=None if is_centre else UNROUTABLE)
    own = Topology(
        exchanges=frozenset(
            {
                events,
                Exchange(name=UPLINK_EXCHANGE, kind="fanout", alternate=UNROUTABLE),
                Exchange(name=CONTROL, kind="topic", alternate=UNROUTABLE),
            }
        ),
        queues=frozenset(_quorum_queue(control_queue(service)) for service in services),
        bindings=frozenset(_to_queue(CONTROL, control_queue(one), key="#") for one in services),
        users=frozenset({User(name=services_user(node), configure=".*", write=".*", read=".*")}),
    )
    if is_centre:
        return own | _on_every_virtual_host() | _way_down()
    own |= _on_every_virtual_host() | Topology(
        queues=frozenset({_quorum_queue(UPLINK_QUEUE)}),
        bindings=frozenset({_to_queue(UPLINK_EXCHANGE, UPLINK_QUEUE)}),
    )
    if "reporting" in services:
        own |= Topology(
            queues=frozenset({_quorum_queue(REPORTING_INBOX)}),
            bindings=frozenset({_to_queue(EVENTS, REPORTING_INBOX, key="#")}),
        )
    return own


def centre_topology(centre: str, partner: str) -> Topology:
    """Return what the centre's virtual host holds for one node, a partner's or its own.

    A partner gets a user who may write to one exchange, read one queue, and make nothing. The
    centre's own node needs no link: a binding leads its events in, another brings control out.
    """
    _check_names(centre, partner)
    way_in = Topology(
        exchanges=frozenset({Exchange(name=inbound(partner), kind="fanout", alternate=UNROUTABLE)}),
        queues=frozenset({_quorum_queue(inbound(partner))}),
        bindings=frozenset({_to_queue(inbound(partner), inbound(partner))}),
    )
    if partner == centre:
        bindings = frozenset(
            {
                _to_exchange(UPLINK_EXCHANGE, inbound(centre)),
                _to_exchange(DOWN, CONTROL, key=centre),
            }
        )
        return way_in | _on_every_virtual_host() | _way_down() | Topology(bindings=bindings)
    newest_only: Arguments = frozenset(
        {
            ("x-queue-type", "quorum"),
            ("x-max-length", DOWN_LENGTH),
            ("x-overflow", "drop-head"),
        }
    )
    partners_own = Topology(
        queues=frozenset({Queue(name=outbound(partner), arguments=newest_only)}),
        bindings=frozenset({_to_queue(DOWN, outbound(partner), key=partner)}),
        users=frozenset(
            {
                User(
                    name=partner,
                    configure="^$",
                    write=rf"^in\.{partner}$",
                    read=rf"^down\.{partner}$",
                    max_connections=CONNECTIONS_OF_A_PARTNER,
                )
            }
        ),
    )
    return way_in | _on_every_virtual_host() | _way_down() | partners_own


def _on_every_virtual_host() -> Topology:
    # No limit on `unroutable` either: what nobody routes waits until somebody has looked at it.
    return Topology(
        exchanges=frozenset({Exchange(name=UNROUTABLE, kind="fanout", alternate=None)}),
        queues=frozenset(
            {Queue(name=UNROUTABLE, arguments=frozenset({("x-queue-type", "quorum")}))}
        ),
        bindings=frozenset({_to_queue(UNROUTABLE, UNROUTABLE)}),
        policies=frozenset(
            {
                Policy(
                    name="no-delivery-limit",
                    pattern=".*",
                    applies_to="quorum_queues",
                    definition=frozenset({("delivery-limit", NO_DELIVERY_LIMIT)}),
                )
            }
        ),
    )


def _way_down() -> Topology:
    down = Exchange(name=DOWN, kind="direct", alternate=UNROUTABLE)
    return Topology(exchanges=frozenset({down}))


def _quorum_queue(name: str) -> Queue:
    """Flushed to disk before the confirm, and one reader at a time, so that order holds."""
    arguments: Arguments = frozenset(
        {("x-queue-type", "quorum"), ("x-single-active-consumer", True)}
    )
    return Queue(name=name, arguments=arguments)


def _to_queue(source: str, queue: str, *, key: str = "") -> Binding:
    return Binding(source=source, destination=queue, destination_kind="queue", key=key)


def _to_exchange(source: str, exchange: str, *, key: str = "") -> Binding:
    return Binding(source=source, destination=exchange, destination_kind="exchange", key=key)


def _check_names(*names: str) -> None:
    for name in names:
        if not _NAME.fullmatch(name):
            raise UnusableName(
                f"Nazwa „{name}” nie może być nazwą węzła ani usługi – użyj tylko małych liter "
                "a–z, cyfr i łącznika."
            )
