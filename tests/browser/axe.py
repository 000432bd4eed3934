"""axe-core's rules for WCAG 2.1 A and AA, asked of a page in a browser."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from playwright.sync_api import Page

_OPTIONS: Final = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    # Of what passed, only the names of the rules are wanted.
    "resultTypes": ["violations"],
    # Style sheets are read anew for rules that are not asked for.
    "preload": False,
}
_ROWS: Final = 8
_FEWER_ROWS: Final = """(most) => {
    for (const row of document.querySelectorAll(`tbody > tr:nth-child(n+${most + 1})`)) {
        row.remove();
    }
}"""
_RUN: Final = """async (options) => {
    const found = await axe.run(document, options);
    return {
        applied: [...found.passes, ...found.violations].map((rule) => rule.id),
        violations: found.violations.map((rule) => ({
            rule: rule.id,
            impact: rule.impact,
            places: rule.nodes.map((node) => node.html),
        })),
    };
}"""


@dataclass(frozen=True, kw_only=True)
class Violation:
    """A rule that a page does not keep, and the parts of the page where."""

    rule: str
    impact: str
    places: tuple[str, ...]

    @property
    def is_serious(self) -> bool:
        """Whether it keeps somebody from using the page."""
        return self.impact in {"serious", "critical"}

    def __str__(self) -> str:
        return f"{self.rule} ({self.impact}): {' | '.join(self.places[:3])}"


@dataclass(frozen=True, kw_only=True)
class Found:
    """What axe says of a page."""

    applied: frozenset[str]
    """The rules that had something to look at."""
    violations: tuple[Violation, ...]


def look_at(page: Page) -> Found:
    """Run the rules on what the page shows now.

    The rows of a table are alike, and its first stand for all: otherwise a long list takes
    minutes. Those that follow are removed from the page.
    """
    page.evaluate(_FEWER_ROWS, _ROWS)
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_script())
    found: dict[str, Any] = page.evaluate(_RUN, _OPTIONS)
    return Found(
        applied=frozenset(found["applied"]),
        violations=tuple(
            Violation(rule=each["rule"], impact=str(each["impact"]), places=tuple(each["places"]))
            for each in found["violations"]
        ),
    )


@cache
def _script() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
