"""A stopwatch over something that another process does."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tests.bench.processor_time import seconds_used

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.processes import Process

_LOOK_AGAIN = 0.02


class TooSlow(Exception):
    """A stage did not end within its limit: there is no figure."""


@dataclass(frozen=True, kw_only=True)
class Rate:
    """How many domain events went through a stage, in what time, and who worked for it."""

    events: int
    seconds: float
    processor_seconds: Mapping[str, float] = field(default_factory=dict)
    """Processor time meanwhile: of the stage's own processes by name, and of the servers."""

    @property
    def events_per_second(self) -> float:
        return self.events / self.seconds

    @property
    def processor_us(self) -> dict[str, float]:
        """Microseconds of processor time an event."""
        return {
            name: round(seconds / self.events * 1e6, 1)
            for name, seconds in self.processor_seconds.items()
        }


def watch(
    count: int,
    *,
    begun: Callable[[], int],
    done: Callable[[], int],
    processes: Mapping[str, Process],
    servers: Mapping[str, int],
    limit: float,
) -> Rate:
    """Measure from the first look at which something had begun until `count` are done.

    The start of a process is left out: the clock starts with what is seen first, and what had
    already begun by then is not counted. So a figure is a little too low rather than too high.

    `servers` are process ids. Raises TooSlow after `limit` seconds, and Ended if one of the
    processes ends meanwhile.
    """
    pids = {**{name: process.pid for name, process in processes.items()}, **servers}
    give_up_at = time.monotonic() + limit

    def wait(look: Callable[[], int], wanted: int) -> int:
        while (seen := look()) < wanted:
            for process in processes.values():
                process.check()
            if time.monotonic() > give_up_at:
                message = f"{seen} of {wanted} after {limit:.0f} s"
                raise TooSlow(message)
            time.sleep(_LOOK_AGAIN)
        return seen

    first = wait(begun, 1)
    used_before = _used(pids)
    started_at = time.monotonic()
    wait(done, count)
    seconds = time.monotonic() - started_at
    used = {name: after - used_before[name] for name, after in _used(pids).items()}
    return Rate(events=count - first, seconds=seconds, processor_seconds=used)


def _used(pids: Mapping[str, int]) -> dict[str, float]:
    return {name: seconds_used(pid) for name, pid in pids.items()}
