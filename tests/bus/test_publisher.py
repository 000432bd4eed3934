"""A batch counts as sent once the broker has taken responsibility for each message of it."""

from contextlib import closing

import pytest

from shared.messaging import publisher as publishing
from shared.messaging.publisher import NotConfirmed, Outbound, Publisher
from tests.bus.held_line import held_line
from tests.bus.queues import Queues
from tests.servers.rabbitmq import RabbitmqServer


def to(queue: str, *bodies: bytes) -> list[Outbound]:
    return [Outbound("", queue, "application/octet-stream", body) for body in bodies]


def test_a_batch_that_the_broker_confirmed_is_there(queues: Queues) -> None:
    queues.make("parcels")

    with closing(Publisher(queues.url)) as publisher:
        publisher.publish(to("parcels", b"a", b"b"))
        publisher.publish(to("parcels", b"c"))
        there = queues.taken("parcels")

    assert there == [b"a", b"b", b"c"]


def test_a_batch_larger_than_one_write_arrives_whole_and_in_order(queues: Queues) -> None:
    queues.make("parcels")
    bodies = [bytes([number]) * (publishing.WRITE_AT_ONCE // 3) for number in range(8)]

    with closing(Publisher(queues.url)) as publisher:
        publisher.publish(to("parcels", *bodies))
        there = queues.taken("parcels")

    assert there == bodies


def test_a_batch_of_which_the_broker_refuses_a_message_is_not_sent_and_the_next_may_be(
    queues: Queues,
) -> None:
    queues.make("parcels", max_length=1, overflow="reject-publish")

    with closing(Publisher(queues.url)) as publisher:
        publisher.publish(to("parcels", b"a"))
        with pytest.raises(NotConfirmed, match="refused"):
            publisher.publish(to("parcels", b"b"))
        before = queues.taken("parcels")
        publisher.publish(to("parcels", b"b"))
        after = queues.taken("parcels")

    assert (before, after) == ([b"a"], [b"b"])


def test_a_batch_without_a_confirm_is_not_sent_and_may_be_sent_again(
    queues: Queues, rabbitmq_server: RabbitmqServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "CONFIRM_LIMIT", 0.2)
    queues.make("parcels")

    with (
        held_line(rabbitmq_server) as line,
        closing(Publisher(line.instead_in(queues.url))) as publisher,
    ):
        publisher.publish(to("parcels", b"a"))
        line.hold()
        with pytest.raises(NotConfirmed, match="no confirm"):
            publisher.publish(to("parcels", b"b"))
        line.let_go()
        publisher.publish(to("parcels", b"b", b"c"))
        there = queues.taken("parcels")

    assert there == [b"a", b"b", b"b", b"c"]
