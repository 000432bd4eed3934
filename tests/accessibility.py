"""The plugin that says at the end of a run how many pages axe looked at, and what it found.

A test leaves what it counted as a property `axe` of its report, so that the workers' counts reach
the process that writes the summary.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import Any

import pytest

PROPERTY = "axe"


@dataclass
class Looked:
    """What axe looked at, and what it found."""

    pages: int = 0
    """As one role sees them, each in both widths."""
    same: int = 0
    """Pages of which another role has the same, looked at there."""
    rules: set[str] = field(default_factory=set)
    """The rules that applied to something on one of the pages."""
    serious: int = 0
    """Violations of impact serious or critical."""
    others: int = 0

    def as_property(self) -> tuple[str, object]:
        """Return what a test leaves in its report."""
        return PROPERTY, {**asdict(self), "rules": sorted(self.rules)}

    def add(self, left: Any) -> None:
        """Count what a test left."""
        self.pages += left["pages"]
        self.same += left["same"]
        self.rules |= set(left["rules"])
        self.serious += left["serious"]
        self.others += left["others"]


@dataclass(eq=False)
class Summary:
    """Adds up what the tests left."""

    looked: Looked = field(default_factory=Looked)

    @pytest.hookimpl
    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take in a test, once."""
        if report.when == "teardown":
            for name, left in report.user_properties:
                if name == PROPERTY:
                    self.looked.add(left)

    @pytest.hookimpl
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write the line that is quoted."""
        if self.looked.pages:
            terminalreporter.write_line(
                f"axe: {self.looked.pages} pages in two widths and {self.looked.same} that are "
                f"the same for another role, {len(self.looked.rules)} rules, "
                f"{self.looked.serious} violations serious or critical, "
                f"{self.looked.others} lesser"
            )


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(Summary())
