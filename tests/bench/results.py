"""What a run found out: the table for people, and `bench.json`."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rich.table import Table

if TYPE_CHECKING:
    from tests.bench.watching import Rate

WANTED = {"relay": 6000.0, "drain": 8000.0, "pipeline": 4000.0, "times_stock_nameko": 3.0}
"""What the next version must reach; see docs/performance.md for where the time goes until then."""

Figures = dict[str, dict[str, float]]


@dataclass
class Results:
    """Rates by stage, in the order in which they were measured."""

    rates: dict[str, Rate] = field(default_factory=dict)

    def figures(self) -> Figures:
        """Return the figures of the stages that were measured; ratios only within this run."""
        figures: Figures = {
            stage: {"events_per_second": round(self.rates[stage].events_per_second, 1)}
            for stage in ("relay", "drain", "pipeline")
            if stage in self.rates
        }
        if "pipeline" in figures:
            figures["pipeline"] |= {
                "times_stock_nameko": round(self._ratio("stock nameko"), 2),
                "share_of_raw_client": round(self._ratio("raw client"), 3),
            }
        return figures

    def table(self) -> Table:
        """Return all rates, with what is wanted beside them."""
        table = Table("stage", title="Domain events per second")
        for heading in ("events", "seconds", "events/s", "wanted"):
            table.add_column(heading, justify="right")
        for stage, rate in self.rates.items():
            wanted = WANTED.get(stage)
            table.add_row(
                stage,
                f"{rate.events:,}",
                f"{rate.seconds:.1f}",
                f"{rate.events_per_second:,.0f}",
                "" if wanted is None else f"{wanted:,.0f}",
            )
        if "pipeline" in self.rates:
            table.add_section()
            times = f"{self._ratio('stock nameko'):.2f}"
            table.add_row(
                "pipeline / stock nameko", "", "", times, f"{WANTED['times_stock_nameko']:.2f}"
            )
            table.add_row("pipeline / raw client", "", "", f"{self._ratio('raw client'):.3f}", "")
        return table

    def _ratio(self, other: str) -> float:
        pipeline = self.rates["pipeline"].events_per_second
        return pipeline / self.rates[other].events_per_second
