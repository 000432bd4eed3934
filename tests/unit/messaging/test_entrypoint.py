"""The entrypoint is crash-only: whatever fails, its feed is opened anew, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import eventlet
import pytest
from eventlet.event import Event
from nameko.containers import ServiceContainer
from structlog.testing import capture_logs

from shared.messaging import entrypoint
from shared.messaging.entrypoint import fed
from shared.messaging.feeds import QueuesChanged
from shared.messaging.runtime import CONFIG_KEY

LIMIT = 10.0
"""Seconds that anything may take."""


class Broken(Exception):
    """What an opening, a turn or a call fails with."""


@dataclass
class Heap:
    """A feed of what lies on a heap; what was not settled is given again at the next opening."""

    items: list[str] = field(default_factory=list)
    results: list[object] = field(default_factory=list)
    openings: int = 0
    is_open: bool = False
    before_taking: Callable[[], object] = lambda: None

    def bind(self, _runtime: object, _service: str) -> Heap:
        return self

    @contextmanager
    def open(self) -> Iterator[Heap]:
        self.openings += 1
        self.is_open = True
        try:
            yield self
        finally:
            self.is_open = False

    def take(self) -> str | None:
        self.before_taking()
        eventlet.sleep(0)
        return self.items[0] if self.items else None

    def settle(self, result: object) -> None:
        del self.items[0]
        self.results.append(result)

    def wake(self) -> None:
        pass


@contextmanager
def served(heap: Heap, call: Callable[[str], object]) -> Iterator[ServiceContainer]:
    """Have nameko run a service whose one method is fed by the heap."""

    class Served:
        name = "served"

        @fed(heap)
        def work(self, item: str) -> object:
            return call(item)

    container = ServiceContainer(Served, {CONFIG_KEY: None})
    container.start()
    try:
        yield container
    finally:
        with within_limit():
            container.stop()


@contextmanager
def within_limit() -> Iterator[None]:
    with eventlet.Timeout(LIMIT):
        yield


def wait_for(condition: Callable[[], object]) -> None:
    with within_limit():
        while not condition():
            eventlet.sleep(0)


def failing(times: int, error: Exception) -> Callable[..., None]:
    """Return what raises the error so many times, and then does nothing."""
    left = iter(range(times))

    def fail(*_: object) -> None:
        if next(left, None) is not None:
            raise error

    return fail


def test_each_piece_of_work_is_one_call_whose_result_settles_it() -> None:
    heap = Heap(["a", "b", "c"])

    with served(heap, str.upper):
        wait_for(lambda: not heap.items)

    assert heap.results == ["A", "B", "C"]
    assert heap.openings == 1
    assert not heap.is_open


def test_after_a_call_that_failed_the_same_work_comes_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entrypoint, "SHORTEST_PAUSE", 0.0)
    heap, fail = Heap(["a", "b"]), failing(1, Broken("by accident"))

    def call(item: str) -> str:
        fail()
        return item

    with capture_logs() as logs, served(heap, call):
        wait_for(lambda: not heap.items)

    assert heap.results == ["a", "b"]
    assert heap.openings == 2
    assert [(log["event"], log["entrypoint"], log["error"]) for log in logs] == [
        ("begins_anew", "work", "Broken('by accident')")
    ]


def test_when_there_are_other_queues_the_feed_is_opened_anew_at_once_and_silently() -> None:
    heap = Heap(["a"], before_taking=failing(1, QueuesChanged()))

    with capture_logs() as logs, served(heap, str.upper):
        wait_for(lambda: not heap.items)

    assert (heap.openings, heap.results, logs) == (2, ["A"], [])


@dataclass
class PlayedTime:
    """Stands for `time` and `eventlet`: whoever sleeps moves the clock, and waits for nobody."""

    now: float = 0.0

    def monotonic(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds
        eventlet.sleep(0)


def test_the_pause_doubles_up_to_a_limit_and_is_short_again_after_a_time_without_failures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    played = PlayedTime()
    failures: list[float] = []
    monkeypatch.setattr(entrypoint, "time", played)
    monkeypatch.setattr(entrypoint, "eventlet", played)

    def fail() -> None:
        if len(failures) == 8:
            played.now += 3600
        failures.append(played.now)
        raise Broken

    with capture_logs(), served(Heap(before_taking=fail), str.upper):
        wait_for(lambda: len(failures) >= 10)

    pauses = [later - earlier for earlier, later in pairwise(failures)]
    assert pauses[:7] == pytest.approx([0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0], abs=0.06)
    assert pauses[8] == pytest.approx(0.2, abs=0.06)


def test_whoever_stops_it_does_not_wait_for_the_end_of_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(entrypoint, "SHORTEST_PAUSE", 100 * LIMIT)
    heap = Heap(before_taking=failing(1, Broken()))

    with capture_logs() as logs, served(heap, str.upper) as container:
        wait_for(lambda: logs)
        with within_limit():
            container.stop()

    assert heap.openings == 1


def test_when_it_is_stopped_the_call_at_work_is_finished_and_no_other_begun() -> None:
    heap, at_work, go_on = Heap(["a", "b"]), Event(), Event()

    def call(item: str) -> str:
        at_work.send(item)
        go_on.wait()
        return item

    with served(heap, call) as container, within_limit():
        at_work.wait()
        stopping = eventlet.spawn(container.stop)
        eventlet.sleep(0)
        go_on.send()
        stopping.wait()

    assert (heap.results, heap.items) == (["a"], ["b"])
    assert not heap.is_open


def test_when_its_service_dies_the_call_at_work_stays_unsettled_and_the_feed_is_closed() -> None:
    heap, at_work = Heap(["a"]), Event()

    def call(item: str) -> Any:
        at_work.send(item)
        Event().wait()

    with served(heap, call) as container, within_limit():
        at_work.wait()
        container.kill()
        wait_for(lambda: not heap.is_open)

    assert (heap.results, heap.items) == ([], ["a"])
