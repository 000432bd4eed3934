"""The plugin behind docs/faults.md: what each test about a fault did, and what came of it.

A test is about a fault if it has the marker `fault`; what it measured it leaves as properties:
`events`, `lost`, `doubled` (numbers), `databases`, `runs_on` and `figure` (words).
"""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

import pytest

from services.node.clocks import WallClock
from tests.faults import FAULTS

DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
INTRODUCTION = """\
# Faults

Each fault of our list, done to the real thing: bus processes, RabbitMQ, PostgreSQL and SQLite, with
shovels between virtual hosts or brokers. Every test on whole nodes ends with the check of
[`checking.py`](../tests/bus/checking.py); *events* are the domain events that were told while it
ran. What a test does is its name; how, is in [testing.md](testing.md#how-faults-are-injected).
"""
TITLES = ("test", "database", "runs", "events", "lost", "doubled", "seconds", "besides")


@dataclass(frozen=True)
class Scale:
    """How much of each fault a run does: in CI enough to see it, else what the list says."""

    kills_of_a_nodes_broker: int
    kills_of_the_centres_broker: int
    flaps: int
    failures_of_a_database: int
    """Tries of the centre that fail before its PostgreSQL is back; each waits longer."""
    backlog: int
    """Cards that wait."""


SCALED = Scale(
    kills_of_a_nodes_broker=3,
    kills_of_the_centres_broker=3,
    flaps=3,
    failures_of_a_database=3,
    backlog=20,
)
FULL = Scale(
    kills_of_a_nodes_broker=20,
    kills_of_the_centres_broker=3,
    flaps=12,
    failures_of_a_database=9,
    backlog=80,
)


@dataclass
class Run:
    """One test about one fault, once."""

    fault: str
    test: str
    databases: str
    passed: bool = True
    seconds: float = 0.0
    properties: list[tuple[str, object]] = field(default_factory=list)

    def total(self, name: str) -> int | None:
        """Add up a number that the test left; `None` if it left none."""
        found = [int(str(value)) for key, value in self.properties if key == name]
        return sum(found) if found else None


@dataclass
class Table:
    """All runs, by the id of their test."""

    path: Path
    runs: dict[str, list[Run]] = field(default_factory=dict)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in what a phase of a test said; its properties are complete after the last."""
        properties = list(report.user_properties)
        faults = [str(value) for key, value in properties if key == "fault"]
        if not faults:
            return
        runs = self.runs.setdefault(
            report.nodeid,
            [Run(fault, _name(report.nodeid), _databases(report)) for fault in faults],
        )
        for run in runs:
            run.passed = run.passed and report.passed
            run.seconds += report.duration
            run.properties = properties
            run.databases = _databases(report)

    @pytest.hookimpl
    def pytest_sessionfinish(self) -> None:
        """Write the document."""
        self.path.write_text("\n".join(self._lines()) + "\n", encoding="utf-8")

    def _lines(self) -> Iterator[str]:
        runs = [run for of_test in self.runs.values() for run in of_test]
        now = WallClock().now()
        yield INTRODUCTION
        servers = {str(value) for run in runs for key, value in run.properties if key == "runs_on"}
        passed = sum(run.passed for run in runs)
        minutes = sum(run.seconds for run in runs) / 60
        yield f"Written by `make test-faults` on {now:%Y-%m-%d at %H:%M} UTC:"
        yield f"{', '.join([*_machine(), *sorted(servers)])};"
        yield f"{passed} of {len(runs)} runs passed, in {minutes:.0f} minutes together."
        for name, fault in FAULTS.items():
            yield from ("", f"## {name}: {fault.what}", "", f"Expected: {fault.expected}.", "")
            yield from _rows([run for run in runs if run.fault == name])


def _rows(runs: Iterable[Run]) -> Iterator[str]:
    def key(run: Run) -> tuple[str, str]:
        return run.test, run.databases

    rows = [
        _row(test, databases, list(same))
        for (test, databases), same in groupby(sorted(runs, key=key), key=key)
    ]
    if not rows:
        yield "No test of this run was about it."
        return
    yield f"| {' | '.join(TITLES)} |"
    yield "|---|---|--:|--:|--:|--:|--:|---|"
    yield from rows


def _row(test: str, databases: str, runs: list[Run]) -> str:
    failed = sum(not run.passed for run in runs)
    besides = [str(value) for run in runs for key, value in run.properties if key == "figure"]
    if failed:
        besides.insert(0, f"**{failed} failed**")
    cells = (
        f"`{test}`",
        databases,
        str(len(runs)),
        *(_sum(runs, name) for name in ("events", "lost", "doubled")),
        f"{sum(run.seconds for run in runs):.1f}",
        "; ".join(besides),
    )
    return f"| {' | '.join(cells)} |"


def _sum(runs: list[Run], name: str) -> str:
    totals = [total for run in runs if (total := run.total(name)) is not None]
    return f"{sum(totals):,}" if totals else "–"


def _name(nodeid: str) -> str:
    return nodeid.rsplit("::", maxsplit=1)[-1].partition("[")[0]


def _databases(report: pytest.TestReport) -> str:
    """Say on which databases a test ran: as it says itself, or by its parameters."""
    said = [str(value) for key, value in report.user_properties if key == "databases"]
    parameters = report.nodeid.partition("[")[2].rstrip("]").split("-")
    return said[-1] if said else ", ".join(DATABASES[one] for one in parameters if one in DATABASES)


def _machine() -> Iterator[str]:
    yield f"{os.cpu_count()} processors"
    yield f"{platform.system()} {platform.machine()}"
    yield f"Python {platform.python_version()}"


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("faults")
    group.addoption("--full-faults", action="store_true", help="every fault as often as it says")
    group.addoption("--fault-table", type=Path, help="write what came of each fault here")


def pytest_configure(config: pytest.Config) -> None:
    path: Path | None = config.getoption("--fault-table")
    if path is not None and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Table(path))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for mark in item.iter_markers("fault"):
            for fault in mark.args:
                assert fault in FAULTS, f"{item.nodeid}: {fault} is no fault of the list"
                item.user_properties.append(("fault", fault))


@pytest.fixture(scope="session")
def scale(pytestconfig: pytest.Config) -> Scale:
    """How much of each fault this run does."""
    return FULL if pytestconfig.getoption("--full-faults") else SCALED
