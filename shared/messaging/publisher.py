"""Publishing with confirms: a batch is sent once the broker has taken responsibility for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import amqp
from kombu import Connection

from shared.messaging.frames import FrameReader, publishing

if TYPE_CHECKING:
    from collections.abc import Iterable

CONFIRM_LIMIT = 30.0
"""Seconds without any confirm after which a batch counts as not sent (a broker's alarm blocks)."""

WRITE_AT_ONCE = 64 * 1024
"""Bytes that are handed to the socket together: the broker begins with a batch before its end."""

SOCKET_LIMIT = 30
"""Seconds that a read from, or a write to, the broker may take."""


class NotConfirmed(Exception):
    """The broker did not take a batch: it is sent again later, from where it began."""


@dataclass(frozen=True, slots=True)
class Outbound:
    """One message on its way to an exchange."""

    exchange: str
    routing_key: str
    content_type: str
    body: bytes


class Publisher:
    """A connection that publishes batches; after any error it is closed and opened anew."""

    def __init__(self, broker_url: str, *, signed: bool = True) -> None:
        """Connect at the first batch.

        A signed message carries the login as its `user_id`, which the broker verifies. What a
        shovel takes to another broker must not: its user is unknown there, and the link would stop.
        """
        self._url = broker_url
        self._signed_by = unquote(urlsplit(broker_url).username or "") if signed else None
        self._connection: Connection | None = None
        self._channel: amqp.Channel | None = None
        self._unconfirmed: set[int] = set()
        self._refused = False

    def publish(self, messages: Iterable[Outbound]) -> None:
        """Send all messages and wait until the broker has confirmed each.

        Raises NotConfirmed, and the errors of a connection, if that cannot be said of all.
        """
        try:
            self._publish(messages)
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Give the connection up; nothing that was not confirmed counts as sent."""
        connection, self._connection, self._channel = self._connection, None, None
        if connection is not None:
            connection.collect()

    def _publish(self, messages: Iterable[Outbound]) -> None:
        channel = self._open()
        write = channel.connection.transport.write
        self._unconfirmed.clear()
        unwritten, size = [], 0
        for message in messages:
            self._sent += 1
            self._unconfirmed.add(self._sent)
            frames = publishing(
                channel.channel_id,
                channel.connection.frame_max,
                exchange=message.exchange,
                routing_key=message.routing_key,
                content_type=message.content_type,
                user_id=self._signed_by,
                body=message.body,
            )
            unwritten.append(frames)
            size += len(frames)
            if size >= WRITE_AT_ONCE:
                write(b"".join(unwritten))
                unwritten, size = [], 0
        write(b"".join(unwritten))
        while self._unconfirmed:
            self._wait()

    def _wait(self) -> None:
        assert self._connection is not None  # noqa: S101 - for the type checker: opened by _publish
        try:
            self._connection.drain_events(timeout=CONFIRM_LIMIT)
        except TimeoutError as error:
            message = f"no confirm from the broker for {CONFIRM_LIMIT:.0f} s"
            raise NotConfirmed(message) from error
        if self._refused:
            message = "the broker refused a message"
            raise NotConfirmed(message)

    def _open(self) -> amqp.Channel:
        if self._channel is None:
            self._connection = Connection(
                self._url,
                connect_timeout=SOCKET_LIMIT,
                transport_options={"read_timeout": SOCKET_LIMIT, "write_timeout": SOCKET_LIMIT},
            )
            self._channel = self._connection.channel()
            self._channel.confirm_select()
            FrameReader.of(self._channel.connection)
            self._channel.events["basic_ack"].add(self._confirmed)
            self._channel.events["basic_nack"].add(self._nacked)
            self._sent = 0
            self._refused = False
        return self._channel

    def _confirmed(self, delivery_tag: int, multiple: bool) -> None:  # noqa: FBT001 - the library's signature
        if multiple:
            self._unconfirmed = {tag for tag in self._unconfirmed if tag > delivery_tag}
        else:
            self._unconfirmed.discard(delivery_tag)

    def _nacked(self, _delivery_tag: int, _multiple: bool) -> None:  # noqa: FBT001 - the library's signature
        self._refused = True
