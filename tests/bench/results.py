"""What a run found out: the table for people, and `bench.json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.bench.watching import Rate

Figures = dict[str, dict[str, float]]


@dataclass(frozen=True)
class Wanted:
    """What a figure must reach, or may not exceed."""

    bound: float
    is_most: bool = False

    def is_met_by(self, value: float) -> bool:
        return value <= self.bound if self.is_most else value >= self.bound

    def __str__(self) -> str:
        return f"{'≤' if self.is_most else '≥'} {self.bound:,g}"


WANTED = {
    ("relay", "events_per_second"): Wanted(6000),
    ("drain", "events_per_second"): Wanted(8000),
    ("pipeline", "events_per_second"): Wanted(4000),
    ("pipeline", "times_stock_nameko"): Wanted(3),
    ("latency", "p50_ms"): Wanted(150, is_most=True),
    ("latency", "p99_ms"): Wanted(500, is_most=True),
    ("rebuild", "events_per_second"): Wanted(15_000),
    ("figure", "p95_ms"): Wanted(150, is_most=True),
    ("figure", "growth"): Wanted(1.5, is_most=True),
    ("figure", "as_of_p95_ms"): Wanted(2000, is_most=True),
    ("dashboard", "p95_ms"): Wanted(200, is_most=True),
    ("dashboard", "growth"): Wanted(1.5, is_most=True),
    ("memory", "node_mb"): Wanted(200, is_most=True),
    ("memory", "centre_mb"): Wanted(200, is_most=True),
}
"""What is wanted of version 3; where the time goes, docs/performance.md says."""


@dataclass
class Results:
    """Rates and other figures, in the order in which they were measured."""

    rates: dict[str, Rate] = field(default_factory=dict)
    others: Figures = field(default_factory=dict)

    def figures(self) -> Figures:
        """Return what goes into bench.json; ratios only within this run."""
        figures: Figures = {
            stage: {"events_per_second": round(self.rates[stage].events_per_second, 1)}
            for stage in ("relay", "drain", "pipeline", "rebuild")
            if stage in self.rates
        }
        if "pipeline" in figures:
            figures["pipeline"] |= {
                "times_stock_nameko": round(self._ratio("stock nameko"), 2),
                "share_of_raw_client": round(self._ratio("raw client"), 3),
            }
        return figures | self.others

    def tables(self) -> list[Table]:
        """Return every figure with what is wanted beside it, and what each rate is made of."""
        return [_of_figures(self.figures()), *([_of_rates(self.rates)] if self.rates else [])]

    def _ratio(self, other: str) -> float:
        pipeline = self.rates["pipeline"].events_per_second
        return pipeline / self.rates[other].events_per_second


def _of_figures(figures: Figures) -> Table:
    table = Table("bench", "figure", title="Figures")
    for heading in ("measured", "wanted", ""):
        table.add_column(heading, justify="right")
    for bench, measured in figures.items():
        for name, value in measured.items():
            wanted = WANTED.get((bench, name))
            bound = ("", "") if wanted is None else (str(wanted), _mark(wanted, value))
            table.add_row(bench, name, f"{value:,g}", *bound)
    return table


def _mark(wanted: Wanted, value: float) -> str:
    return "✓" if wanted.is_met_by(value) else "✗"


def _of_rates(rates: Mapping[str, Rate]) -> Table:
    table = Table("stage", title="Rates, and processor time in µs an event")
    for heading in ("events", "seconds", "events/s"):
        table.add_column(heading, justify="right")
    table.add_column("µs")
    for stage, rate in rates.items():
        used = ", ".join(f"{name} {each:,.0f}" for name, each in rate.processor_us.items())
        table.add_row(
            stage,
            f"{rate.events:,}",
            f"{rate.seconds:.1f}",
            f"{rate.events_per_second:,.0f}",
            used,
        )
    return table
