"""Feeds: where an entrypoint's work comes from, a queue's batches or the passing of time."""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any, Protocol

import amqp
import eventlet
from eventlet.event import Event
from kombu import Connection

from shared.messaging.delivery import Delivery
from shared.messaging.frames import FrameReader
from shared.messaging.listening import listen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from contextlib import AbstractContextManager

    from shared.messaging.runtime import Runtime

BATCH_SIZE = 500
"""Messages that are taken in with one transaction, at most."""

BATCH_WAIT = 0.05
"""Seconds that a batch waits to become full."""

IDLE_WAIT = 0.5
"""Seconds that a feed waits for something before it lets its loop look around."""

PREFETCH = 1500
"""Messages that the broker hands over unacknowledged: the batch at work, and two more."""

QUEUES_LOOKED_AT = 5.0
"""Seconds after which a feed asks again which queues there are."""

HEARTBEAT = 60
"""Seconds of AMQP heartbeat: a batch that holds the processor must not end the connection."""


class Turns(Protocol):
    """An open feed."""

    def take(self) -> object | None:
        """Wait for work; None if there is none yet."""

    def settle(self, result: object) -> None:
        """Note that the work taken last was done, with this result."""


class Feed(Protocol):
    """What an entrypoint opens, and opens anew after any error."""

    def bind(self, runtime: Runtime, service: str) -> Feed:
        """Return the feed for one service of a process."""

    def open(self) -> AbstractContextManager[Turns]:
        """Connect, or whatever it takes."""

    def wake(self) -> None:
        """End a wait."""


class Waking(Enum):
    """What makes a turn come at once, besides time; the value says it in words."""

    TIME = "nothing else"
    COMMIT = "a commit of the service in this process"
    JOURNAL = "a commit to the service's journal"
    """On PostgreSQL in any process, and no other commit: ingest makes many that concern no relay.
    On SQLite it is any commit in this process."""


@dataclass
class Ticks:
    """Time: a turn every so often, at once after a turn that found more, and whenever woken.

    `every` reads the pace from the runtime.
    """

    every: Callable[[Runtime], float]
    woken_by: Waking = Waking.TIME
    _pause: float = 0.0
    _listens_to: str | None = None
    _due: float = 0.0
    _woken: Event = field(default_factory=Event)
    _at_once: bool = True

    def bind(self, runtime: Runtime, service: str) -> Ticks:
        """Return the feed with the pace of a process; the service's database wakes it."""
        bound = Ticks(self.every, self.woken_by, self.every(runtime))
        if self.woken_by is not Waking.TIME:
            database = runtime.databases[service]
            if self.woken_by is Waking.JOURNAL and database.is_postgresql:
                bound._listens_to = database.url
            else:
                database.after_commit(bound.wake)
        return bound

    @contextmanager
    def open(self) -> Iterator[Ticks]:
        """Begin with a turn at once."""
        self._at_once = True
        listening = None
        if self._listens_to is not None:
            listening = eventlet.spawn(listen, self._listens_to, self.wake)
        try:
            yield self
        finally:
            if listening is not None:
                listening.kill()

    def take(self) -> str | None:
        """Wait until it is time, or somebody woke us; never longer than `IDLE_WAIT`."""
        if self._at_once:
            self._at_once = False
            self._due = time.monotonic() + self._pause
            return "tick"
        remaining = self._due - time.monotonic()
        if remaining > 0:
            with eventlet.Timeout(min(remaining, IDLE_WAIT), exception=False):
                self._woken.wait()
        if self._woken.ready():
            self._woken = Event()
        elif time.monotonic() < self._due:
            return None
        self._due = time.monotonic() + self._pause
        return "tick"

    def settle(self, result: object) -> None:
        """Go on at once if the turn says that there is more."""
        self._at_once = bool(result)

    def wake(self) -> None:
        """Let the next turn come at once."""
        if not self._woken.ready():
            self._woken.send()


@dataclass
class Batches:
    """Queues: up to `BATCH_SIZE` messages, or what came in `BATCH_WAIT` seconds.

    `queues` says which, and may say something else later: the feed is then opened anew.
    """

    queues: Callable[[Runtime, str], Sequence[str]]
    _broker_url: str = ""
    _bound: Callable[[], Sequence[str]] = tuple

    def bind(self, runtime: Runtime, service: str) -> Batches:
        """Return the feed over the queues of one service of a process."""
        return Batches(
            self.queues, runtime.broker_url, lambda: tuple(self.queues(runtime, service))
        )

    @contextmanager
    def open(self) -> Iterator[OpenQueues]:
        """Connect and consume."""
        connection = Connection(self._broker_url, heartbeat=HEARTBEAT, connect_timeout=10)
        try:
            yield OpenQueues(connection, self._bound)
        finally:
            connection.collect()

    def wake(self) -> None:
        """Do nothing: a wait for messages is short enough."""


class QueuesChanged(Exception):
    """There are other queues than when the feed was opened: it is opened anew."""


class OpenQueues:
    """Consumers on one channel; one acknowledgement settles a whole batch."""

    def __init__(self, connection: Connection, queues: Callable[[], Sequence[str]]) -> None:
        """Consume every queue there is."""
        self._queues = queues
        self._consumed = queues()
        self._looked_at = time.monotonic()
        self._connection = connection
        self._messages: list[tuple[int, Delivery]] = []
        self._channel: Any = connection.channel()
        self._channel.auto_decode = False
        self._frames = FrameReader.of(self._channel.connection)
        self._channel.basic_qos(0, PREFETCH, a_global=False)
        self._last_tag = 0
        for queue in self._consumed:
            self._channel.basic_consume(queue, callback=self._collector(queue), no_ack=False)

    def take(self) -> list[Delivery] | None:
        """Return the next batch; raise QueuesChanged if there are other queues now."""
        self._look_at_queues()
        until = time.monotonic() + IDLE_WAIT
        while len(self._messages) < BATCH_SIZE:
            was_empty = not self._messages
            try:
                self._connection.drain_events(timeout=max(until - time.monotonic(), 0.001))
            except TimeoutError:
                break
            self._take_what_is_here()
            if was_empty:
                until = time.monotonic() + BATCH_WAIT
        self._connection.heartbeat_check()
        if not self._messages:
            return None
        batch, self._messages = self._messages, []
        self._last_tag = batch[-1][0]
        return [delivery for _, delivery in batch]

    def _take_what_is_here(self) -> None:
        """Go through what the socket gave with the message that was waited for."""
        while self._frames.has_frame and len(self._messages) < BATCH_SIZE:
            self._channel.connection.on_inbound_frame(self._frames.read_frame())

    def settle(self, result: object) -> None:
        """Acknowledge the batch; its transaction is committed."""
        del result
        self._channel.basic_ack(self._last_tag, multiple=True)

    def _look_at_queues(self) -> None:
        now = time.monotonic()
        if now - self._looked_at > QUEUES_LOOKED_AT:
            self._looked_at = now
            if self._queues() != self._consumed:
                raise QueuesChanged

    def _collector(self, queue: str) -> Callable[[Any], None]:
        def collect(message: amqp.Message) -> None:
            properties, info = message.properties, message.delivery_info
            body = message.body
            delivery = Delivery(
                queue=queue,
                exchange=info["exchange"],
                user_id=properties.get("user_id"),
                content_type=properties.get("content_type"),
                body=body.encode() if isinstance(body, str) else bytes(body),
            )
            self._messages.append((info["delivery_tag"], delivery))

        return collect
