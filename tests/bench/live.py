"""A node and its centre at work for a while: how late a figure is, and what memory they take."""

from __future__ import annotations

import os
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import quantiles
from typing import TYPE_CHECKING

from services.reporting.figures import as_of
from services.reporting.figures.as_of import NothingFolded
from services.reporting.figures.catalogue import FIGURES
from services.reporting.figures.figure import Question, answer
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.kernel.command import Actor, Command
from shared.kernel.identifiers import new_id
from shared.messaging.journal import Journal
from shared.wire.published import CATALOGUE
from tests.bench.archives import PERIODS
from tests.bench.checks import check_folded
from tests.bench.events import PROGRAMME, Node
from tests.bench.processes import Process, running
from tests.bench.watching import TooSlow
from tests.bench.world import SOURCE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.bench.world import World

_BUS = "tests.bench.bus"
_LOOK_AGAIN = 0.002
_LIMIT = 60.0
"""Seconds without anything new."""

_SAMPLE_EVERY = 1.0
_MB = 1024 * 1024
_PAGE = os.sysconf("SC_PAGE_SIZE")


def measure_latency(world: World, count: int, a_second: int, *, warming: int) -> dict[str, float]:
    """Commit cards at a steady pace, and see when the centre's figure counts each of them.

    The first `warming` cards do not count: they open connections and fill caches.
    """
    committed: list[float] = []
    visible: list[float] = []
    with at_work(world), _figure(world) as number_of_advices, _committing(world) as commit:
        begun_at = time.monotonic()
        while len(visible) < count:
            now = time.monotonic()
            if len(committed) < count and now >= begun_at + len(committed) / a_second:
                commit(len(committed) + 1)
                committed.append(time.monotonic())
            seen = number_of_advices()
            visible.extend([time.monotonic()] * (seen - len(visible)))
            if time.monotonic() - max(committed[-1:] + visible[-1:]) > _LIMIT:
                message = f"{len(visible)} of {count} cards are in the figure"
                raise TooSlow(message)
            time.sleep(_LOOK_AGAIN)
    late = [1000 * (seen - told) for told, seen in zip(committed, visible, strict=True)][warming:]
    hundredths = quantiles(late, n=100)
    return {"p50_ms": round(hundredths[49], 1), "p99_ms": round(hundredths[98], 1)}


def measure_memory(world: World, count: int, limit: float) -> dict[str, float]:
    """Send a full journal through relay and consumer; watch the memory of both processes.

    Growth is between the most of the second quarter and the most of the last.
    """
    with at_work(world) as processes:
        samples: dict[str, list[float]] = {name: [] for name in processes}
        give_up_at = time.monotonic() + limit
        while (folded := world.folded()) < count:
            if time.monotonic() > give_up_at:
                message = f"{folded} of {count} after {limit:.0f} s"
                raise TooSlow(message)
            for name, process in processes.items():
                process.check()
                samples[name].append(_resident(process.pid))
            time.sleep(_SAMPLE_EVERY)
    check_folded(world, count)
    figures = {}
    for name, taken in samples.items():
        quarter = len(taken) // 4
        figures[f"{name}_mb"] = round(max(taken) / _MB, 1)
        figures[f"{name}_growth_mb"] = round(
            (max(taken[-quarter:]) - max(taken[quarter : 2 * quarter])) / _MB, 1
        )
    return figures


@contextmanager
def at_work(world: World) -> Iterator[dict[str, Process]]:
    """Run the node's and the centre's bus processes, and the links between them."""
    world.join()
    with ExitStack() as both:
        folder = world.servers.folder
        centre = both.enter_context(running(folder, _BUS, world.centre.home, "reporting"))
        centre.wait_until_ready()
        node = both.enter_context(running(folder, _BUS, world.node.home, "consultations"))
        node.wait_until_ready()
        yield {"node": node, "centre": centre}


@contextmanager
def _committing(world: World) -> Iterator[Callable[[int], None]]:
    """Give what approves a card as a use case does: a transaction with its domain event."""
    database = Database(world.node.settings.databases["consultations"])
    node = Node(SOURCE)
    by = Actor(staff_id=new_id(), roles=frozenset())

    def commit(number: int) -> None:
        with database.write() as connection:
            journal = Journal(connection=connection, source=SOURCE, catalogue=CATALOGUE)
            command = Command(command_id=new_id(), actor=by)
            journal.append(node.card(number), caused_by=command, programme=PROGRAMME)

    yield commit
    database.close()


@contextmanager
def _figure(world: World) -> Iterator[Callable[[], int]]:
    """Give what asks the centre how many advices there are, as its service does."""
    database = Database(world.centre.settings.databases["reporting"])
    question = Question(FIGURES["number_of_advices"], PERIODS[0])

    def number_of_advices() -> int:
        with database.read() as connection:
            try:
                shown = as_of.shown(connection, MINISTRY_FACTS)
            except NothingFolded:
                return 0
            return answer(connection, question, shown).value

    yield number_of_advices
    database.close()


def _resident(pid: int) -> int:
    """Return the bytes of memory that a process has."""
    pages = Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * _PAGE
