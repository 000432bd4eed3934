"""Relaying: the relay's turns, over one journal and one connection to the broker."""

from __future__ import annotations

import threading
from itertools import chain
from typing import TYPE_CHECKING

import structlog

from shared.messaging import control, relay
from shared.messaging.publisher import Outbound, Publisher
from shared.messaging.relay_lock import RelayLock
from shared.messaging.topology import EVENTS, UPLINK_EXCHANGE
from shared.wire.catalogue import routing_key
from shared.wire.envelope import CONTENT_TYPE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy import Connection

    from shared.database import Database
    from shared.kernel.clock import Clock
    from shared.messaging.relay import Numbered

EXCHANGES = {relay.LOCAL: EVENTS, relay.UPLINK: UPLINK_EXCHANGE}

BATCH_SIZE = 1000
"""Rows that are numbered in one transaction, and domain events that are sent before one wait."""

log = structlog.get_logger()


class Relaying:
    """Numbers and sends; a crash at any point means that something is sent twice, never not."""

    def __init__(self, database: Database, *, source: str, broker_url: str, clock: Clock) -> None:
        """Open nothing yet."""
        self._database = database
        self._source = source
        self._clock = clock
        # A connection serves one green thread at a time; a turn, a resend and telling may meet.
        # So may a heartbeat, a match list, and another one that somebody asks for.
        self._publisher = Publisher(broker_url)
        self._teller = Publisher(broker_url)
        self._resender = Publisher(broker_url)
        self._telling = threading.Lock()
        self._lock = RelayLock(database, source)
        self._generation: int | None = None
        self._said_waiting = False

    def turn(self) -> bool:
        """Number what is pending and send what is numbered; tell whether there is more to do."""
        try:
            if not self._is_ours():
                return False
            numbered = self._number()
            sent = self._send()
        except BaseException:
            self._let_go()
            raise
        return BATCH_SIZE in (numbered, *sent)

    def send_again(self, request: control.Resend) -> None:
        """Send a stretch of the chain once more, to whoever misses it.

        Only where domain events go anyway: a request cannot lead them elsewhere.
        """
        if request.exchange not in EXCHANGES.values():
            log.warning("resend_refused", source=self._source, exchange=request.exchange)
            return
        first = request.first
        while first <= request.last:
            limit = min(BATCH_SIZE, request.last - first + 1)
            with self._database.read() as connection:
                found = relay.links(
                    connection, source=self._source, epoch=request.epoch, first=first, limit=limit
                )
            if not found:
                return
            self._resender.publish(_outbound(request.exchange, found))
            first += len(found)

    def tell(self, *messages: control.Heartbeat | control.MatchList) -> None:
        """Send what is no domain event the way that the domain events go."""
        service = self._source.rsplit("/", 1)[1]
        with self._database.read() as connection:
            exchanges = [
                exchange
                for cursor, exchange in EXCHANGES.items()
                if relay.sent_to(connection, cursor) is not None
            ]
        with self._telling:
            self._teller.publish(
                Outbound(
                    exchange,
                    f"{service}.{message.kind}",
                    control.CONTENT_TYPE,
                    control.dump(message),
                )
                for message in messages
                for exchange in exchanges
            )

    def close(self) -> None:
        """Give up the connection and the lock."""
        self._let_go()
        self._teller.close()
        self._resender.close()

    def _let_go(self) -> None:
        self._publisher.close()
        self._lock.release()
        self._generation = None

    def _is_ours(self) -> bool:
        """Tell whether this is the one relay of the journal; say it once if it is not."""
        if not self._lock.hold():
            self._generation = None
            if not self._said_waiting:
                log.warning("relay_waits_for_another", source=self._source)
                self._said_waiting = True
            return False
        self._said_waiting = False
        if self._generation is None:
            with self._database.write(wakes=False) as connection:
                self._generation = relay.take_generation(connection)
                relay.open_cursor(connection, relay.LOCAL)
        return True

    def _number(self) -> int:
        assert self._generation is not None  # noqa: S101 - for the type checker: taken by _is_ours
        with self._database.read() as connection:
            if not relay.has_waiting(connection):
                return 0
        with self._database.write(wakes=False) as connection:
            return relay.number(
                connection, source=self._source, generation=self._generation, limit=BATCH_SIZE
            )

    def _send(self) -> list[int]:
        """Send what follows each cursor, and move the cursors once the broker has it all."""
        with self._database.read() as connection:
            following = self._following(connection)
        if following:
            messages = chain.from_iterable(
                _outbound(EXCHANGES[cursor], numbered) for cursor, numbered in following.items()
            )
            self._publisher.publish(messages)
            with self._database.write(wakes=False) as connection:
                for cursor, numbered in following.items():
                    relay.move_cursor(connection, cursor, numbered[-1].link, self._clock.now())
        return [len(numbered) for numbered in following.values()]

    def _following(self, connection: Connection) -> dict[str, list[Numbered]]:
        """Return what is to be sent next, by cursor.

        The cursors usually stand at one place: then it is read and sealed once for both.
        """
        at_place: dict[tuple[int, int], list[Numbered]] = {}
        following = {}
        for cursor in EXCHANGES:
            sent = relay.sent_to(connection, cursor)
            if sent is None or (cursor == relay.UPLINK and relay.uplink_is_full(connection)):
                continue
            place = (sent.epoch, sent.position)
            if place not in at_place:
                at_place[place] = relay.links(
                    connection,
                    source=self._source,
                    epoch=sent.epoch,
                    first=sent.position + 1,
                    limit=BATCH_SIZE,
                )
            if at_place[place]:
                following[cursor] = at_place[place]
        return following


def _outbound(exchange: str, numbered: Sequence[Numbered]) -> Iterator[Outbound]:
    for each in numbered:
        yield Outbound(exchange, routing_key(each.type), CONTENT_TYPE, each.link.message)
