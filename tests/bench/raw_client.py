"""The least that a client can do: publish with windowed confirms, take, read the JSON; no database.

As a program, `python -m tests.bench.raw_client HOST USER PASSWORD VIRTUAL_HOST QUEUE COUNT` takes
and reads COUNT messages and ends.
"""

from __future__ import annotations

import json
import sys
import time
from typing import TYPE_CHECKING, Any

import amqp

from services.node.bus_process import READY
from tests.bench.processes import running
from tests.bench.watching import Rate
from tests.bench.world import channel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.world import Servers

WINDOW = 1000
"""Messages that may be unconfirmed, or taken and not acknowledged, at once."""

_LIMIT = 60.0
_SILENCE = 10.0
_QUEUE = "raw"


def measure_raw_client(on: Servers, messages: Sequence[bytes]) -> Rate:
    """Publish through a quorum queue on two processes' time: one sends, the other takes."""
    broker = on.broker
    with broker.virtual_host() as name, channel(on, name) as publishing:
        publishing.queue_declare(
            _QUEUE, durable=True, auto_delete=False, arguments={"x-queue-type": "quorum"}
        )
        address = f"{broker.host}:{broker.amqp_port}"
        arguments = (address, broker.user, broker.password, name, _QUEUE, len(messages))
        with running(on.folder, "tests.bench.raw_client", *arguments) as consumer:
            consumer.wait_until_ready()
            started_at = time.monotonic()
            publish(publishing, messages, exchange="", routing_key=_QUEUE)
            consumer.wait(_LIMIT)
            return Rate(events=len(messages), seconds=time.monotonic() - started_at)


def publish(
    publishing: amqp.Channel, messages: Sequence[bytes], *, exchange: str, routing_key: str
) -> None:
    """Publish everything, with at most WINDOW messages unconfirmed, and wait for the last one."""
    confirmed = 0
    single: set[int] = set()

    def confirm(delivery_tag: int, multiple: bool) -> None:  # noqa: FBT001 - the library's signature
        nonlocal confirmed
        if multiple:
            confirmed = max(confirmed, delivery_tag)
        else:
            single.add(delivery_tag)
        while confirmed + 1 in single:
            confirmed += 1
            single.discard(confirmed)

    publishing.confirm_select()
    publishing.events["basic_ack"].add(confirm)
    for number, body in enumerate(messages, start=1):
        message = amqp.Message(
            body, content_type="application/json", content_encoding="utf-8", delivery_mode=2
        )
        publishing.basic_publish(message, exchange=exchange, routing_key=routing_key)
        while number - confirmed >= WINDOW:
            publishing.connection.drain_events(timeout=_SILENCE)
    while confirmed < len(messages):
        publishing.connection.drain_events(timeout=_SILENCE)


def consume(taking: amqp.Channel, queue: str, count: int) -> None:
    """Take and read `count` messages, acknowledging half a window at a time."""
    taken = 0

    def take(message: amqp.Message) -> None:
        nonlocal taken
        json.loads(message.body)
        taken += 1
        if taken % (WINDOW // 2) == 0 or taken == count:
            taking.basic_ack(message.delivery_tag, multiple=True)

    taking.basic_qos(0, WINDOW, a_global=False)
    taking.basic_consume(queue, callback=take)
    print(READY, flush=True)  # noqa: T201 - whoever started the process waits for this line
    while taken < count:
        taking.connection.drain_events(timeout=_LIMIT)


def main(arguments: Sequence[str]) -> None:
    """Consume as a program of its own."""
    host, user, password, virtual_host, queue, count = arguments
    login: dict[str, Any] = {"userid": user, "password": password, "virtual_host": virtual_host}
    with amqp.Connection(host, **login) as connection:
        consume(connection.channel(), queue, int(count))


if __name__ == "__main__":
    main(sys.argv[1:])
