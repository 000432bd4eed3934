"""Watching: the watchdog's turns, over one archive and one connection to the broker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.messaging import control, watchdog
from shared.messaging.publisher import Outbound, Publisher
from shared.messaging.topology import CONTROL, DOWN, EVENTS, UPLINK_EXCHANGE

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shared.database import Database
    from shared.messaging.watchdog import Held


class Watching:
    """Looks at the archive, asks for what is missing, and at the centre says what is held.

    A node's own watchdog looks only after what its services tell one another; only the centre's
    word counts as an acknowledgement, so only the centre echoes.
    """

    def __init__(self, database: Database, *, broker_url: str, centre: str | None) -> None:
        """Open nothing yet. `centre` is this node's id if it is one."""
        self._database = database
        self._is_centre = centre is not None
        self._publisher = Publisher(broker_url, signed=False)
        self._before: dict[str, Held] = {}

    def turn(self, more: Iterable[tuple[str, control.ControlMessage]] = ()) -> None:
        """Look once, and send what follows from it together with `more`: (node, message)."""
        with self._database.read() as connection:
            holdings = watchdog.holdings(connection)
            messages: list[tuple[str, control.ControlMessage]] = list(more)
            messages += watchdog.requests(
                connection,
                holdings,
                self._before,
                exchange=UPLINK_EXCHANGE if self._is_centre else EVENTS,
            )
        if self._is_centre:
            messages += watchdog.echoes(holdings)
        self._before = {held.source: held for held in holdings}
        exchange = DOWN if self._is_centre else CONTROL
        self._publisher.publish(
            Outbound(exchange, node, control.CONTENT_TYPE, control.dump(message))
            for node, message in messages
        )

    def close(self) -> None:
        """Give the connection up."""
        self._publisher.close()
