"""`python -m tests.bench [relay|drain|pipeline]`: how many domain events a second go through.

`relay` measures the relay; `drain` that and what follows it at the centre; `pipeline`, or nothing,
measures everything, also beside a stock nameko handler and a raw client. What was measured is
written to bench.json, in place of what an earlier run wrote.

It starts its own PostgreSQL and RabbitMQ, keeps to two cores, and ends within six minutes.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from rich.console import Console

from tests.bench import stages
from tests.bench.checks import Wrong
from tests.bench.making import servers, world
from tests.bench.processes import Ended
from tests.bench.raw_client import measure_raw_client
from tests.bench.results import Results
from tests.bench.stock import measure_stock_nameko
from tests.bench.watching import TooSlow
from tests.servers.sharing import ServerMissing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.watching import Rate
    from tests.bench.world import Servers

EVENTS = 100_000
EVENTS_OF_ONE_CURSOR = 30_000
EVENTS_OF_STOCK_NAMEKO = 10_000
CORES = 2
LIMIT = 340
"""Seconds for everything."""

_BENCHES = ("relay", "drain", "pipeline")
_FILE = Path(__file__).parents[2] / "bench.json"


DoneT = TypeVar("DoneT")


class Bench:
    """One run: measures, and says what it does."""

    def __init__(self, console: Console) -> None:
        self.results = Results()
        self._console = console

    def run(self, on: Servers, last: str) -> None:
        """Measure up to the stage `last`."""
        size = self._doing("fill a journal", lambda: on.fill(EVENTS))
        self._console.print(f"{EVENTS:,} approved advice cards, {size} bytes each")
        with world(on) as fresh:
            self._measure("relay", lambda: stages.measure_relay(fresh, EVENTS))
            if last == "relay":
                return
            self._measure("shovel", lambda: stages.measure_shovel(fresh, EVENTS))
            self._measure("drain", lambda: stages.measure_drain(fresh, EVENTS))
        if last == "drain":
            return
        with world(on) as fresh:
            self._measure("pipeline", lambda: stages.measure_pipeline(fresh, EVENTS))
            messages = fresh.messages()
        self._measure("raw client", lambda: measure_raw_client(on, messages))
        few = messages[:EVENTS_OF_STOCK_NAMEKO]
        self._measure("stock nameko", lambda: measure_stock_nameko(on, few))
        with world(on) as fresh:
            one_cursor = EVENTS_OF_ONE_CURSOR
            self._measure(
                "relay, uplink only", lambda: stages.measure_relay_of_one_cursor(fresh, one_cursor)
            )

    def _doing(self, what: str, work: Callable[[], DoneT]) -> DoneT:
        with self._console.status(what):
            return work()

    def _measure(self, stage: str, measure: Callable[[], Rate]) -> None:
        self.results.rates[stage] = rate = self._doing(stage, measure)
        self._console.print(f"{stage}: {rate.events_per_second:,.0f} events/s")


def main(arguments: list[str]) -> int:
    """Measure, print and write; return the exit code."""
    last = arguments[0] if arguments else _BENCHES[-1]
    console = Console()
    if len(arguments) > 1 or last not in _BENCHES:
        console.print(f"one of {', '.join(_BENCHES)}")
        return 2
    _keep_to_two_cores()
    for signal_number in (signal.SIGALRM, signal.SIGTERM):
        signal.signal(signal_number, _end)
    signal.alarm(LIMIT)
    console.print(f"load before the run: {os.getloadavg()[0]:.1f} (figures need one near 0)")
    bench = Bench(console)
    try:
        with servers() as on:
            bench.run(on, last)
    except (ServerMissing, Ended, TooSlow, Wrong) as problem:
        console.print(f"no figures: {problem}", markup=False)
        return 1
    console.print(bench.results.table())
    _FILE.write_text(json.dumps(bench.results.figures(), indent=2) + "\n", encoding="utf-8")
    return 0


def _keep_to_two_cores() -> None:
    """Let this process and all that it starts, servers too, run on two cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def _end(signal_number: int, _frame: object) -> NoReturn:
    """End in order: what was started is stopped on the way out."""
    if signal_number == signal.SIGALRM:
        sys.exit(f"not done after {LIMIT} s: the machine is too busy for a figure")
    sys.exit(128 + signal_number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
