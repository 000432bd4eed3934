"""`python -m tests.bench [BENCH]`: how fast things go, with servers of its own, on two cores.

`relay`, `drain` and `rebuild` measure domain events a second, one stage each; `pipeline` all stages
at once, besides relay, drain, a stock nameko handler and a raw client; `latency` how late a figure
is, `figure` how long it takes to answer, `dashboard` how long a page of figures takes, `memory`
what a million domain events take. Nothing measures everything but `memory`, which takes a quarter
of an hour.

What was measured is written to bench.json, in place of what an earlier run wrote.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TypeVar

from rich.console import Console

from tests.bench import archives, live, stages
from tests.bench.checks import Wrong
from tests.bench.events import Node
from tests.bench.making import servers, world
from tests.bench.processes import Ended
from tests.bench.raw_client import measure_raw_client
from tests.bench.results import Results
from tests.bench.stock import measure_stock_nameko
from tests.bench.watching import TooSlow
from tests.bench.world import SOURCE
from tests.servers.sharing import ServerMissing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.bench.watching import Rate
    from tests.bench.world import Servers

EVENTS = 100_000
EVENTS_OF_A_BACKLOG = 200_000
EVENTS_OF_A_REBUILD = 200_000
EVENTS_OF_RAW_CLIENT = 50_000
EVENTS_OF_STOCK_NAMEKO = 5_000
FEW_EVENTS, MANY_EVENTS = 10_000, 1_000_000
EVENTS_OF_LATENCY, A_SECOND, WARMING = 3_000, 50, 100
CORES = 2

_FILE = Path(__file__).parents[2] / "bench.json"


DoneT = TypeVar("DoneT")


class Run:
    """One run: measures, and says what it does."""

    def __init__(self, on: Servers, console: Console) -> None:
        self.results = Results()
        self._on = on
        self._console = console

    def relay(self) -> None:
        self._fill(EVENTS)
        with world(self._on) as fresh:
            self._measure("relay", lambda: stages.measure_relay(fresh, EVENTS))

    def drain(self) -> None:
        self._fill(0)
        with world(self._on) as fresh:
            self._measure("drain", lambda: stages.measure_drain(fresh, EVENTS_OF_A_BACKLOG))

    def pipeline(self) -> None:
        """Measure the stages too, and what all at once is compared with."""
        self.drain()
        self.relay()
        with world(self._on) as fresh:
            self._measure("pipeline", lambda: stages.measure_pipeline(fresh, EVENTS))
        on = self._on
        messages = [link.message for link in Node(SOURCE).links(EVENTS_OF_RAW_CLIENT)]
        self._measure("raw client", lambda: measure_raw_client(on, messages))
        few = messages[:EVENTS_OF_STOCK_NAMEKO]
        self._measure("stock nameko", lambda: measure_stock_nameko(on, few))

    def latency(self) -> None:
        self._fill(0)
        with world(self._on) as fresh:
            self._figures(
                "latency",
                lambda: live.measure_latency(fresh, EVENTS_OF_LATENCY, A_SECOND, warming=WARMING),
            )

    def rebuild(self) -> None:
        self._measure("rebuild", lambda: archives.measure_rebuild(self._on, EVENTS_OF_A_REBUILD))

    def figure(self) -> None:
        self._figures("figure", lambda: archives.measure_figures(self._on, FEW_EVENTS, MANY_EVENTS))

    def dashboard(self) -> None:
        self._figures(
            "dashboard", lambda: archives.measure_dashboard(self._on, FEW_EVENTS, MANY_EVENTS)
        )

    def memory(self) -> None:
        self._fill(MANY_EVENTS)
        with world(self._on) as fresh:
            self._figures(
                "memory", lambda: live.measure_memory(fresh, MANY_EVENTS, LIMITS["memory"])
            )

    def everything(self) -> None:
        """Measure all but memory, which takes too long beside the others."""
        for bench in (self.pipeline, self.latency, self.rebuild, self.figure, self.dashboard):
            bench()

    def _fill(self, count: int) -> None:
        size = self._doing("fill a journal", lambda: self._on.fill(count))
        if count:
            self._console.print(f"{count:,} approved advice cards, {size} bytes each")

    def _measure(self, stage: str, measure: Callable[[], Rate]) -> None:
        self.results.rates[stage] = rate = self._doing(stage, measure)
        self._console.print(f"{stage}: {rate.events_per_second:,.0f} events/s")

    def _figures(self, bench: str, measure: Callable[[], dict[str, float]]) -> None:
        self.results.others[bench] = figures = self._doing(bench, measure)
        told = ", ".join(f"{name} {value:g}" for name, value in figures.items())
        self._console.print(f"{bench}: {told}")

    def _doing(self, what: str, work: Callable[[], DoneT]) -> DoneT:
        with self._console.status(what):
            return work()


EVERYTHING = "everything"
LIMITS = {
    "relay": 300,
    "drain": 300,
    "pipeline": 700,
    "latency": 240,
    "rebuild": 300,
    "figure": 900,
    "dashboard": 900,
    "memory": 1800,
    EVERYTHING: 2900,
}
"""Seconds for each bench, its servers and what they are filled with included."""


def main(arguments: list[str]) -> int:
    """Measure, print and write; return the exit code."""
    bench = arguments[0] if arguments else EVERYTHING
    console = Console()
    if len(arguments) > 1 or bench not in LIMITS:
        console.print(f"one of {', '.join(LIMITS)}")
        return 2
    _keep_to_two_cores()
    for signal_number in (signal.SIGALRM, signal.SIGTERM):
        signal.signal(signal_number, _end)
    signal.alarm(LIMITS[bench])
    console.print(f"load before the run: {os.getloadavg()[0]:.1f} (figures need one near 0)")
    try:
        with servers() as on:
            run = Run(on, console)
            getattr(run, bench)()
    except (ServerMissing, Ended, TooSlow, Wrong) as problem:
        console.print(f"no figures: {problem}", markup=False)
        return 1
    for table in run.results.tables():
        console.print(table)
    _FILE.write_text(json.dumps(run.results.figures(), indent=2) + "\n", encoding="utf-8")
    return 0


def _keep_to_two_cores() -> None:
    """Let this process and all that it starts, servers too, run on two cores."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])


def _end(signal_number: int, _frame: object) -> NoReturn:
    """End in order: what was started is stopped on the way out."""
    if signal_number == signal.SIGALRM:
        sys.exit("not done within the limit: the machine is too busy for a figure")
    sys.exit(128 + signal_number)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
