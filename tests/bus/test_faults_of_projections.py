"""A projection that is too slow, and one that is rebuilt under load (F20 and F21)."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from threading import Event

import pytest
from sqlalchemy import func, select

from services.node.clocks import WallClock
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.messaging import rebuilding
from shared.messaging.rebuilding import rebuild
from shared.messaging.tables import checkpoint, inbox, projection
from tests.bus.checking import archive_of, chain_of, check, figure_of, freshness_of, settle
from tests.bus.desk import Desk, working
from tests.bus.network import Network, wait_for
from tests.bus.recording import Record

HOURS = ("hours_of_advice", ())
LIVE_LAG = 5.0
"""Seconds within which what has come must count, also while all facts are rebuilt."""

REBUILDS = 3


@pytest.fixture
def network(network_at_work: Network) -> Network:
    return network_at_work


def told(network: Network) -> int:
    return len(chain_of(network.partner.databases["consultations"]))


def arrived(network: Network) -> int:
    return len(archive_of(network.centre, network.partner.sources[0]))


@pytest.mark.fault("F20")
def test_an_archive_keeps_up_while_the_projection_does_not_and_freshness_says_so(
    network: Network, record_property: Record
) -> None:
    desk = Desk(network.partner)
    settle(network)
    network.centre.bus.stop()
    network.centre.run("folds_slowly")

    missing = []
    for _ in range(2):
        desk.approved_cards(5)
        wait_for(lambda: arrived(network) == told(network), "the archive has it all")
        wait_for(lambda: freshness_of(network)["state"] == "behind", "freshness tells")
        missing.append(freshness_of(network)["missing"])
    network.centre.bus.stop()
    network.centre.run()
    record_property("figure", f"{missing[0]}, then {missing[1]} not folded")

    check(network)
    assert 0 < missing[0] < missing[1]


@dataclass(frozen=True)
class Look:
    """What the centre shows at one moment, and for how long the oldest waits to be counted."""

    generation: int
    hours: int
    lag: float


def look(network: Network) -> Look:
    reporting = network.centre.databases["reporting"]
    source = network.partner.sources[0]
    with reporting.read() as connection:
        generation = connection.execute(select(projection.c.generation)).scalar_one()
        oldest = connection.execute(
            select(func.min(inbox.c.received_at))
            .join(
                checkpoint,
                (checkpoint.c.source == inbox.c.source)
                & (checkpoint.c.generation == generation)
                & (checkpoint.c.position < inbox.c.position),
            )
            .where(inbox.c.source == source)
        ).scalar_one()
    now = WallClock().now()
    lag = 0.0 if oldest is None else (now - oldest).total_seconds()
    return Look(generation, figure_of(reporting, HOURS), lag)


@contextmanager
def watched(take: Callable[[], Look]) -> Iterator[list[Look]]:
    """Look again and again until the block ends."""
    looks: list[Look] = []
    enough = Event()

    def go_on() -> None:
        while not enough.is_set():
            looks.append(take())

    with ThreadPoolExecutor(max_workers=1) as pool:
        looking: Future[None] = pool.submit(go_on)
        try:
            yield looks
        finally:
            enough.set()
        looking.result()


@pytest.mark.fault("F21")
def test_a_rebuild_under_load_gives_the_same_facts_and_holds_nobody_up(
    network: Network, monkeypatch: pytest.MonkeyPatch, record_property: Record
) -> None:
    # So that there are many steps of it among which others can come.
    monkeypatch.setattr(rebuilding, "BATCH_SIZE", 5)
    reporting = network.centre.databases["reporting"]
    Desk(network.partner).approved_cards(10)
    settle(network)
    shown_before = look(network).generation

    results = []
    with working(network.partner) as work, watched(lambda: look(network)) as looks:
        for _ in range(REBUILDS):
            work.wait_for_more(2)
            results.append(rebuild(reporting, MINISTRY_FACTS, now=WallClock().now()))
        work.wait_for_more(2)
    longest = max(each.lag for each in looks)
    record_property("figure", f"{REBUILDS} rebuilds, longest live lag {longest:.2f} s")

    check(network)
    assert [(result.differences, result.switched) for result in results] == [((), True)] * REBUILDS
    assert longest < LIVE_LAG
    generations = [each.generation for each in looks]
    assert set(generations) == set(range(shown_before, shown_before + REBUILDS + 1))
    assert all(earlier.generation <= later.generation for earlier, later in pairwise(looks))
    assert all(earlier.hours <= later.hours for earlier, later in pairwise(looks))
