"""A queue's messages come in batches, and what is not settled comes again."""

from collections.abc import Sequence
from contextlib import closing
from typing import Any, cast

import pytest

from shared.messaging import feeds
from shared.messaging.feeds import Batches, OpenQueues, QueuesChanged
from shared.messaging.publisher import Outbound, Publisher
from shared.messaging.runtime import Runtime
from tests.bus.network import wait_for
from tests.bus.queues import Queues

FULL = 5


@pytest.fixture(autouse=True)
def batches_are_small_and_wait_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "BATCH_SIZE", FULL)
    monkeypatch.setattr(feeds, "BATCH_WAIT", 1000.0)


@pytest.fixture
def waiting(queues: Queues) -> list[bytes]:
    """Give what waits in a queue: two full batches."""
    queues.make("parcels")
    bodies = [b"%d" % number for number in range(2 * FULL)]
    with closing(Publisher(queues.url)) as publisher:
        publisher.publish(Outbound("", "parcels", "text/plain", body) for body in bodies)
    return bodies


def feed_of(queues: Queues, names: Sequence[str]) -> Batches:
    class OfBroker:
        broker_url = queues.url

    return Batches(lambda _runtime, _service: names).bind(cast("Runtime", OfBroker()), "parcels")


def next_batch(turns: OpenQueues) -> list[bytes]:
    taken: list[Any] = []

    def came() -> bool:
        taken.append(turns.take())
        return taken[-1] is not None

    wait_for(came, "a batch has come")
    return [delivery.body for delivery in taken[-1]]


def test_a_batch_that_is_full_waits_for_nothing_more(queues: Queues, waiting: list[bytes]) -> None:
    with feed_of(queues, ["parcels"]).open() as turns:
        batches = [next_batch(turns), next_batch(turns)]

    assert batches == [waiting[:FULL], waiting[FULL:]]


def test_what_was_settled_is_gone_and_what_was_not_comes_again(
    queues: Queues, waiting: list[bytes]
) -> None:
    feed = feed_of(queues, ["parcels"])

    with feed.open() as turns:
        settled = next_batch(turns)
        turns.settle(None)
        next_batch(turns)
    with feed.open() as turns:
        again = next_batch(turns)

    assert (settled, again) == (waiting[:FULL], waiting[FULL:])


def test_when_there_are_other_queues_an_open_feed_says_so(
    queues: Queues, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "QUEUES_LOOKED_AT", 0.0)
    for queue in ("parcels", "letters"):
        queues.make(queue)
    names = ["parcels"]

    with feed_of(queues, names).open() as turns:
        before = turns.take()
        names.append("letters")
        with pytest.raises(QueuesChanged):
            turns.take()

    assert before is None
