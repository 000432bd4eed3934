"""Figures that were computed and kept, in their table; whoever computes them replaces all."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from services.reporting.domain.cell import FigureReference, FigureValue
from services.reporting.domain.kept_figure import KeptFigure
from services.reporting.storage.tables import kept_figure
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Connection


@dataclass(frozen=True)
class StoredFigures:
    """Kept figures, inside one transaction."""

    connection: Connection

    def all(self) -> Mapping[FigureReference, KeptFigure]:
        """Return everything that is kept."""
        return {
            _read(row["reference"]): KeptFigure(
                value=FigureValue(row["value"], row["count"]),
                state=row["state"],
                computed_at=row["computed_at"],
                seconds=row["seconds"],
            )
            for row in self.connection.execute(select(kept_figure)).mappings()
        }

    def replace(self, figures: Mapping[FigureReference, KeptFigure]) -> None:
        """Keep these, and nothing else."""
        self.connection.execute(delete(kept_figure))
        if figures:
            rows = [
                {
                    "reference": _written(reference),
                    "value": int(kept.value.value or 0),
                    "count": kept.value.count,
                    "state": kept.state,
                    "computed_at": kept.computed_at,
                    "seconds": kept.seconds,
                }
                for reference, kept in figures.items()
            ]
            self.connection.execute(insert(kept_figure), rows)


def _written(reference: FigureReference) -> str:
    period = reference.period
    members = [reference.name, period.first.isoformat(), period.last.isoformat()]
    return json.dumps([*members, reference.filters], ensure_ascii=False)


def _read(text: str) -> FigureReference:
    name, first, last, filters = json.loads(text)
    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    return FigureReference.of(name, period, **dict(filters))
