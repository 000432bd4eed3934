"""Frames of our own are what the library itself would write, and read as it would read them."""

from collections.abc import Callable, Iterator
from types import SimpleNamespace

import amqp
import pytest
from amqp.exceptions import UnexpectedFrame
from amqp.method_framing import frame_handler, frame_writer
from hypothesis import given
from hypothesis import strategies as st

from shared.messaging.frames import FrameReader, publishing

CHANNEL = 7
FRAME_MAX = 4096
END = b"\xce"
BASIC_PUBLISH = (60, 40)


def written_by_the_library(message: amqp.Message, exchange: str, routing_key: str) -> bytes:
    """Return what the library would hand to the socket."""
    written: list[bytes] = []
    transport = SimpleNamespace(write=lambda piece: written.append(bytes(piece)))
    write_frame = frame_writer(SimpleNamespace(frame_max=FRAME_MAX, bytes_sent=0), transport)
    names = b"".join(bytes([len(name)]) + name.encode() for name in (exchange, routing_key))
    write_frame(1, CHANNEL, BASIC_PUBLISH, b"\0\0" + names + b"\0", message)
    return b"".join(written)


def arriving(pieces: list[bytes]) -> Callable[[int], bytes]:
    """Return a socket's `recv` that gives these pieces, and then that nothing comes any more."""
    left: Iterator[bytes] = iter(pieces)
    return lambda _wanted: next(left, b"")


def frame(kind: int, payload: bytes) -> bytes:
    return bytes([kind]) + CHANNEL.to_bytes(2) + len(payload).to_bytes(4) + payload + END


@pytest.mark.parametrize("user_id", [None, "zarska.services"])
@pytest.mark.parametrize("size", [0, 1, FRAME_MAX - 8, FRAME_MAX - 7, 3 * FRAME_MAX])
def test_a_publishing_is_what_the_library_would_write(user_id: str | None, size: int) -> None:
    body = b"x" * size
    properties = {} if user_id is None else {"user_id": user_id}
    message = amqp.Message(body, content_type="application/json", delivery_mode=2, **properties)

    frames = publishing(
        CHANNEL,
        FRAME_MAX,
        exchange="owss.events",
        routing_key="consultations.advice_card_approved.v1",
        content_type="application/json",
        user_id=user_id,
        body=body,
    )

    assert frames == written_by_the_library(
        message, "owss.events", "consultations.advice_card_approved.v1"
    )


def test_a_publishing_is_understood_by_the_library() -> None:
    understood: list[tuple[int, tuple[int, int], amqp.Message]] = []

    def take(channel: int, method: tuple[int, int], _args: bytes, content: amqp.Message) -> None:
        understood.append((channel, method, content))

    frames = publishing(
        CHANNEL,
        FRAME_MAX,
        exchange="owss.uplink",
        routing_key="key",
        content_type="text/plain",
        user_id="zarska",
        body=b"b" * 10_000,
    )
    reader = FrameReader(arriving([frames]))
    handle = frame_handler(SimpleNamespace(bytes_recv=0), take, content_methods={BASIC_PUBLISH})
    while not understood:
        handle(reader.read_frame())

    [(channel, method, content)] = understood
    assert (channel, method, content.body) == (CHANNEL, BASIC_PUBLISH, b"b" * 10_000)
    assert content.properties == {
        "content_type": "text/plain",
        "delivery_mode": 2,
        "user_id": "zarska",
    }


@given(
    payloads=st.lists(st.binary(max_size=40), min_size=1, max_size=6),
    cuts=st.lists(st.integers(1, 30), min_size=1),
)
def test_frames_are_found_however_the_socket_cuts_them(
    payloads: list[bytes], cuts: list[int]
) -> None:
    stream = b"".join(frame(1 + number % 3, each) for number, each in enumerate(payloads))
    pieces, at, turn = [], 0, 0
    while at < len(stream):
        size = cuts[turn % len(cuts)]
        pieces.append(stream[at : at + size])
        at, turn = at + size, turn + 1
    reader = FrameReader(arriving(pieces))

    found = [reader.read_frame() for _ in payloads]

    assert found == [(1 + number % 3, CHANNEL, each) for number, each in enumerate(payloads)]
    assert not reader.has_frame


def test_what_came_before_a_wait_timed_out_is_not_lost() -> None:
    whole = frame(3, b"body")
    pieces: list[bytes | None] = [whole[:9], None, whole[9:]]

    def receive(_wanted: int) -> bytes:
        piece = pieces.pop(0)
        if piece is None:
            raise TimeoutError
        return piece

    reader = FrameReader(receive)
    with pytest.raises(TimeoutError):
        reader.read_frame()

    assert reader.read_frame() == (3, CHANNEL, b"body")


def test_what_the_library_has_read_ahead_comes_first() -> None:
    first, second = frame(1, b"first"), frame(1, b"second")
    reader = FrameReader(arriving([second]), already_read=first)

    assert reader.has_frame
    assert [reader.read_frame()[2] for _ in range(2)] == [b"first", b"second"]


def test_a_frame_that_does_not_end_where_it_should_is_refused() -> None:
    reader = FrameReader(arriving([frame(1, b"payload")[:-1] + b"\0"]))

    with pytest.raises(UnexpectedFrame, match="0x0"):
        reader.read_frame()


def test_a_connection_that_ends_is_an_error() -> None:
    reader = FrameReader(arriving([frame(1, b"payload")[:-1]]))

    with pytest.raises(OSError, match="closed"):
        reader.read_frame()
