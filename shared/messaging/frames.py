"""AMQP 0-9-1 frames, in batches: a few writes and reads of the socket, and not several a message.

The library packs, writes and reads one message at a time, each in up to nine pieces; of relaying
and taking in that was the largest part (docs/performance.md). Everything else, from the handshake
to confirms and errors, stays the library's.
"""

from __future__ import annotations

from functools import lru_cache
from struct import Struct
from typing import TYPE_CHECKING

from amqp.exceptions import UnexpectedFrame

if TYPE_CHECKING:
    from collections.abc import Callable

    import amqp

READ_AT_ONCE = 64 * 1024
"""Bytes that the socket is asked for; it gives what is there."""

_METHOD, _HEADER, _BODY = 1, 2, 3
_END = b"\xce"
_BASIC, _PUBLISH = 60, 40
_CONTENT_TYPE, _DELIVERY_MODE, _USER_ID = 1 << 15, 1 << 12, 1 << 4
_PERSISTENT = b"\x02"

_FRAME = Struct(">BHI")
_FRAME_OVERHEAD = _FRAME.size + len(_END)
_CONTENT = Struct(">HHQ")
_PUBLISHING = Struct(">HHH")
_FLAGS = Struct(">H")


def publishing(  # noqa: PLR0913 - a publishing has this many parts
    channel: int,
    frame_max: int,
    *,
    exchange: str,
    routing_key: str,
    content_type: str,
    user_id: str | None,
    body: bytes,
) -> bytes:
    """Return the frames that publish one persistent message on a channel."""
    header = _CONTENT.pack(_BASIC, 0, len(body)) + _properties(content_type, user_id)
    most = frame_max - _FRAME_OVERHEAD
    parts = (body[first : first + most] for first in range(0, len(body), most))
    return b"".join(
        [
            _method(channel, exchange, routing_key),
            _frame(_HEADER, channel, header),
            *(_frame(_BODY, channel, part) for part in parts),
        ]
    )


@lru_cache(maxsize=256)
def _method(channel: int, exchange: str, routing_key: str) -> bytes:
    arguments = _PUBLISHING.pack(_BASIC, _PUBLISH, 0) + _short(exchange) + _short(routing_key)
    neither_mandatory_nor_immediate = b"\0"
    return _frame(_METHOD, channel, arguments + neither_mandatory_nor_immediate)


@lru_cache(maxsize=16)
def _properties(content_type: str, user_id: str | None) -> bytes:
    flags = _CONTENT_TYPE | _DELIVERY_MODE | (0 if user_id is None else _USER_ID)
    signature = b"" if user_id is None else _short(user_id)
    return _FLAGS.pack(flags) + _short(content_type) + _PERSISTENT + signature


def _frame(kind: int, channel: int, payload: bytes) -> bytes:
    return b"%s%s%s" % (_FRAME.pack(kind, channel, len(payload)), payload, _END)


def _short(text: str) -> bytes:
    encoded = text.encode()
    return bytes([len(encoded)]) + encoded


class FrameReader:
    """Cuts frames out of what a socket has, and asks it again only if no whole frame is left.

    A wait that times out loses nothing: what has come of a frame stays for the next reading.
    """

    def __init__(self, receive: Callable[[int], bytes], already_read: bytes = b"") -> None:
        """Go on after what somebody else has read from the socket."""
        self._receive = receive
        self._buffer = already_read
        self._at = 0

    @classmethod
    def of(cls, connection: amqp.Connection) -> FrameReader:
        """Read for an open connection from now on, in place of its own way."""
        transport = connection.transport
        reader = cls(transport._quick_recv, transport._read_buffer)  # noqa: SLF001 - what the library reads with, and has read
        transport.read_frame = reader.read_frame  # type: ignore[method-assign]  # as said
        return reader

    @property
    def has_frame(self) -> bool:
        """Whether a whole frame is here already."""
        return self._end() is not None

    def read_frame(self) -> tuple[int, int, bytes]:
        """Return kind, channel and payload of the next frame.

        Raises UnexpectedFrame if a frame does not end where it should, and OSError if there is
        nothing to come.
        """
        while (end := self._end()) is None:
            piece = self._receive(READ_AT_ONCE)
            if not piece:
                raise OSError("the broker closed the connection")
            self._buffer, self._at = self._buffer[self._at :] + piece, 0
        kind, channel, _ = _FRAME.unpack_from(self._buffer, self._at)
        if self._buffer[end - 1 : end] != _END:
            raise UnexpectedFrame(f"a frame ends with {self._buffer[end - 1]:#04x}")
        payload = self._buffer[self._at + _FRAME.size : end - 1]
        self._at = end
        return kind, channel, payload

    def _end(self) -> int | None:
        """Return where the next frame ends; `None` if not all of it is here."""
        if len(self._buffer) - self._at < _FRAME.size:
            return None
        _, _, size = _FRAME.unpack_from(self._buffer, self._at)
        end: int = self._at + size + _FRAME_OVERHEAD
        return end if end <= len(self._buffer) else None
