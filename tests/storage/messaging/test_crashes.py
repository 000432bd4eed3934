"""F2, F7, F10, F11, F12, F14: a process ends at any step, and everything is counted once."""

import random
from collections.abc import Callable

import pytest

from shared.messaging import inbox, projector, relay, watchdog
from shared.messaging.control import Resend
from shared.messaging.delivery import Delivery
from shared.messaging.tables import inbox as archive
from shared.messaging.tables import parked
from tests.storage.messaging.node_and_centre import (
    START,
    Centre,
    Crash,
    Parcels,
    crashing,
    moment,
)
from tests.storage.messaging.parcels import Faults, projection, weight_fact

COUNT = 12


class Way:
    """The steps from journal to fact, at each of which a process may end."""

    def __init__(self, node: Parcels, centre: Centre) -> None:
        self.node = node
        self.centre = centre
        self.queue: list[Delivery] = []

    def number(self, crash: str = "") -> None:
        with self.node.database.write() as connection:
            relay.number(
                connection,
                source=self.node.source,
                generation=self.node.generation,
                limit=1000,
            )
            end_here(crash == "before the numbers are committed")
        end_here(crash == "after numbering")

    def publish(self, crash: str = "") -> None:
        with self.node.database.read() as connection:
            sent = relay.sent_to(connection, relay.UPLINK)
        assert sent is not None
        links = self.node.links(sent.position + 1)
        for at, link in enumerate(links):
            end_here(crash == "between two messages" and at == COUNT // 2)
            self.queue.append(self.node.delivery(link.message))
        end_here(crash == "before saving what was sent")
        if links:
            with self.node.database.write() as connection:
                relay.move_cursor(connection, relay.UPLINK, links[-1], START)

    def receive(self, crash: str = "") -> None:
        with self.centre.database.write() as connection:
            inbounds = {self.node.inbound.queue: self.node.inbound}
            inbox.store(connection, self.queue, inbounds, START)
            end_here(crash == "before the archive is committed")
        end_here(crash == "before the batch is acknowledged")
        self.queue.clear()

    def fold(self, crash: str = "") -> None:
        with self.centre.database.write() as connection:
            projector.fold_source(
                connection, self.centre.projected, self.node.source, now=START, limit=1000
            )
            end_here(crash == "before the facts are committed")
        end_here(crash == "after the facts are committed")

    @property
    def steps(self) -> list[Callable[[str], None]]:
        return [self.number, self.publish, self.receive, self.fold]

    def go(self) -> None:
        for step in self.steps:
            step("")


CRASHES = [
    "before the numbers are committed",
    "after numbering",
    "between two messages",
    "before saving what was sent",
    "before the archive is committed",
    "before the batch is acknowledged",
    "before the facts are committed",
    "after the facts are committed",
]


def end_here(crash: bool) -> None:  # noqa: FBT001 - it says what it asks
    if crash:
        raise Crash


def told_once(node: Parcels, centre: Centre) -> None:
    links = node.links()
    assert len(links) == COUNT
    assert [row["body"] for row in centre.rows(archive)] == [link.message for link in links]
    assert [row["grams"] for row in centre.rows(weight_fact)] == list(range(COUNT))


@pytest.fixture
def way(node: Parcels, centre: Centre) -> Way:
    node.take_over()
    node.weigh(*((f"p{number}", number) for number in range(COUNT)))
    return Way(node, centre)


@pytest.mark.fault("F2", "F7")
@pytest.mark.parametrize("crash", CRASHES)
def test_after_a_crash_at_any_step_everything_is_told_once(way: Way, crash: str) -> None:
    with crashing():
        for step in way.steps:
            step(crash)
        pytest.fail(f"nothing ended {crash}")

    way.go()

    told_once(way.node, way.centre)


@pytest.mark.parametrize("crash", CRASHES)
def test_and_so_it_is_if_the_relay_is_another_one_afterwards(way: Way, crash: str) -> None:
    with crashing():
        for step in way.steps:
            step(crash)
    way.node.take_over()

    way.go()

    told_once(way.node, way.centre)


@pytest.mark.fault("F2")
def test_f2_what_is_published_again_has_the_same_position_and_digest(way: Way) -> None:
    way.number()
    with crashing():
        way.publish("before saving what was sent")
    first = list(way.queue)
    way.queue.clear()

    way.publish()

    assert way.queue == first
    assert len(first) == COUNT


@pytest.mark.fault("F10")
def test_f10_duplicates_and_a_whole_archive_again_change_nothing(way: Way) -> None:
    way.go()
    chance = random.Random(10)  # noqa: S311 - a repeatable order, not a secret
    bodies = [row["body"] for row in way.centre.rows(archive)]
    again = [way.node.delivery(body) for body in bodies]

    for _ in range(3):
        way.queue = again + chance.choices(again, k=3)
        chance.shuffle(way.queue)
        way.receive()
        way.fold()

    told_once(way.node, way.centre)


@pytest.mark.fault("F11")
@pytest.mark.parametrize("seed", range(3))
def test_f11_order_is_restored_from_any_reordering(way: Way, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable order, not a secret
    way.number()
    way.publish()
    chance.shuffle(way.queue)
    arriving = list(way.queue)

    for delivery in arriving:
        way.queue = [delivery]
        way.receive()
        way.fold()

    told_once(way.node, way.centre)


@pytest.mark.fault("F12")
@pytest.mark.parametrize(
    "lost",
    [slice(0, 2), slice(4, 6), slice(COUNT - 3, COUNT), slice(0, COUNT)],
    ids=["at the beginning", "in the middle", "at the tail", "everything"],
)
def test_f12_what_was_deleted_from_a_queue_is_seen_asked_for_and_healed(
    way: Way, lost: slice
) -> None:
    way.number()
    way.publish()
    del way.queue[lost]
    way.queue.append(way.node.heartbeat(moment(15)))
    way.receive()
    way.fold()

    for request in asked_for_at_the_second_look(way.centre):
        links = way.node.links(request.first, request.last)
        way.queue += [way.node.delivery(link.message) for link in links]
    way.receive()
    way.fold()

    told_once(way.node, way.centre)
    assert way.centre.mark()["complete_to"] == moment(15)


def asked_for_at_the_second_look(centre: Centre) -> list[Resend]:
    with centre.database.read() as connection:
        first = {held.source: held for held in watchdog.holdings(connection)}
        second = watchdog.holdings(connection)
        found = watchdog.requests(connection, second, first, exchange="owss.uplink")
    return [request for _, request in found]


@pytest.mark.fault("F14")
def test_f14_a_fold_that_raises_holds_back_its_subject_and_is_cured(
    node: Parcels, centre: Centre
) -> None:
    node.take_over()
    faults = Faults(frozenset({"a"}))
    centre.projected = projection(faults=faults)
    node.weigh(("a", 1), ("b", 2), ("a", 3), ("c", 4))
    way = Way(node, centre)
    way.go()
    meanwhile = [row["position"] for row in centre.rows(weight_fact)]
    named = [row["position"] for row in centre.rows(parked)]

    faults.parcels = frozenset()
    still = centre.retry("a")

    assert (meanwhile, named, still) == ([2, 4], [1, 3], [])
    assert [(row["position"], row["grams"]) for row in centre.rows(weight_fact)] == [
        (1, 1),
        (2, 2),
        (3, 3),
        (4, 4),
    ]


def test_f14_a_cure_that_crashes_leaves_everything_parked(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    node.take_over()
    faults = Faults(frozenset({"a"}))
    centre.projected = projection(faults=faults)
    node.weigh(("a", 1), ("a", 2))
    Way(node, centre).go()
    before = centre.rows(parked)

    with crashing(), monkeypatch.context() as during:
        during.setattr("shared.messaging.folding.apply_changes", crash_instead)
        centre.retry("a")

    assert centre.rows(parked) == before
    assert centre.rows(weight_fact) == []


def crash_instead(*_: object) -> None:
    raise Crash
