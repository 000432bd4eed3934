"""The plugin that says at the end of a run how many requests schemathesis made, and of what.

A test leaves what it counted as a property `schemathesis` of its report, so that the counts of all
workers reach the process that writes the summary.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

PROPERTY = "schemathesis"


@dataclass
class Asked:
    """What was asked of the API, and what was wrong with the answers."""

    operations: set[str] = field(default_factory=set)
    cases: int = 0
    checks: set[str] = field(default_factory=set)
    failures: int = 0

    def as_property(self) -> tuple[str, object]:
        """Return what a test leaves in its report."""
        return PROPERTY, {
            "operations": sorted(self.operations),
            "cases": self.cases,
            "checks": sorted(self.checks),
            "failures": self.failures,
        }

    def add(self, left: Any) -> None:
        """Count what a test left."""
        self.operations |= set(left["operations"])
        self.cases += left["cases"]
        self.checks |= set(left["checks"])
        self.failures += left["failures"]


@dataclass(eq=False)
class Summary:
    """Adds up what the tests left."""

    asked: Asked = field(default_factory=Asked)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in a test, once."""
        if report.when == "teardown":
            for name, left in report.user_properties:
                if name == PROPERTY:
                    self.asked.add(left)

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the line that is quoted."""
        if self.asked.cases:
            terminalreporter.write_line(
                f"schemathesis: {len(self.asked.operations)} operations, {self.asked.cases} cases, "
                f"{len(self.asked.checks)} checks, {self.asked.failures} failures"
            )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary())
