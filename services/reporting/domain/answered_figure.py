"""A figure that was asked for and answered, with what it takes to understand and to prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.cell import Cell, FigureReference
    from services.reporting.domain.fact_row import FactRow
    from services.reporting.domain.freshness import Freshness

PROVED_UNASKED: Final = 20_000
"""Up to so many rows a figure is computed again whenever they are opened: it takes a moment."""


@dataclass(frozen=True, kw_only=True)
class FigureKind:
    """One of the figures there are: its name, and what it may be narrowed by."""

    name: str
    label: str
    filters: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnsweredFigure:
    """A figure's value in its own unit, and how many rows it opens.

    `operation` over `column` of the rows gives the value; `columns` are those that rows may be
    sorted by. `matched_by`: of people, how many were told by which identifier.
    """

    kind: FigureKind
    reference: FigureReference
    operation: str
    column: str
    columns: tuple[str, ...]
    cell: Cell
    as_of: AsOf
    freshness: Freshness
    matched_by: Mapping[str, int] | None = None

    @property
    def count(self) -> int:
        """How many rows are behind it."""
        return self.cell.count or 0


@dataclass(frozen=True, kw_only=True)
class RowsOrder:
    """In which order rows are shown; by their day if `column` is `None`."""

    column: str | None = None
    descending: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenedRows:
    """A page of the rows behind a figure.

    `recomputed` is what the declared operation gives over all of them; `None` if there are so many
    that it is computed only when asked for.
    """

    figure: AnsweredFigure
    rows: tuple[FactRow, ...]
    recomputed: int | None = None

    @property
    def is_proved(self) -> bool:
        """Whether the rows were added up again, and gave the figure."""
        return self.recomputed is not None and self.recomputed == self.figure.cell.value
