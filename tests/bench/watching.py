"""A stopwatch over something that another process does."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from tests.bench.processes import Process

_LOOK_AGAIN = 0.02


class TooSlow(Exception):
    """A stage did not end within its limit: there is no figure."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many domain events went through a stage, and in what time."""

    events: int
    seconds: float

    @property
    def events_per_second(self) -> float:
        return self.events / self.seconds


def watch(
    count: int,
    *,
    begun: Callable[[], int],
    done: Callable[[], int],
    processes: Iterable[Process],
    limit: float,
) -> Rate:
    """Measure from the first look at which something had begun until `count` are done.

    The start of a process is left out: the clock starts with what is seen first, and what had
    already begun by then is not counted. So a figure is a little too low rather than too high.

    Raises TooSlow after `limit` seconds, and Ended if one of the processes ends meanwhile.
    """
    processes = tuple(processes)
    give_up_at = time.monotonic() + limit

    def wait(look: Callable[[], int], wanted: int) -> int:
        while (seen := look()) < wanted:
            for process in processes:
                process.check()
            if time.monotonic() > give_up_at:
                message = f"{seen} of {wanted} after {limit:.0f} s"
                raise TooSlow(message)
            time.sleep(_LOOK_AGAIN)
        return seen

    first = wait(begun, 1)
    started_at = time.monotonic()
    wait(done, count)
    return Rate(events=count - first, seconds=time.monotonic() - started_at)
