"""One question or order to a node's own services, asked from the command line."""

from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING, Any, cast

from services.node.broker_check import check_login, is_listened_to
from services.node.own_processes import wait_until
from services.node.season.player import NodeLine, Patience

if TYPE_CHECKING:
    from collections.abc import Mapping

    from shared.settings import NodeSettings

LISTENER_LIMIT = 5.0
"""Seconds in which a node that is being started again may come back."""

ANSWER_LIMIT = 120.0
"""Seconds for an answer of a node that listens: a whole register takes that long, and so may one
order on a machine that is busy."""


class NodeDoesNotRun(Exception):
    """Nobody listens to what a node's service is asked; the text says what to do."""

    def __init__(self, node: str) -> None:
        super().__init__(f"Węzeł {node} nie działa – uruchom go poleceniem «owss up».")


def ask(
    settings: NodeSettings, service: str, method: str, request: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return what a service of a node answers.

    A node that does not run is told from one that is slow: for the second the asker waits. Raises
    BrokerClosed, NodeDoesNotRun, NodeSilent, or one of the service's refusals.
    """
    # nameko would try again in silence for as long as there is no broker.
    check_login(settings.broker_url)
    if not wait_until(lambda: is_listened_to(settings.broker_url, service), LISTENER_LIMIT):
        raise NodeDoesNotRun(settings.node)
    line = NodeLine(
        node=settings.node,
        amqp_uri=settings.broker_url,
        patience=Patience(limit=ANSWER_LIMIT),
        stop=Event(),
        answer_limit=ANSWER_LIMIT,
    )
    try:
        return cast("Mapping[str, Any]", line.call(service, method, request))
    finally:
        line.hang_up()
