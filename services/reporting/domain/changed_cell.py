"""A number of a submitted report that reads otherwise now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from shared.kernel import polish

if TYPE_CHECKING:
    from services.reporting.domain.cell import Cell
    from services.reporting.domain.domain_event_behind import DomainEventBehind


@dataclass(frozen=True, order=True)
class Path:
    """Where a number stands: its table, row and column; `place` tells two of one name apart."""

    table: str
    row: str
    column: str
    place: int = 1


@dataclass(frozen=True)
class ChangedCell:
    """A number that reads otherwise now; `None` where the report has or had no such cell.

    `causes` are the domain events that were counted, or ceased to count, after the submission. A
    number computed from others has the causes of its table. Without any, what changed is how far
    the data of a node reach, a match list, or how facts are folded.
    """

    path: Path
    before: Cell | None
    after: Cell | None
    causes: tuple[DomainEventBehind, ...]

    @property
    def shown(self) -> tuple[str, str]:
        """What the report shows there, before and after; a dash where it has no such cell."""
        before, after = self.before, self.after
        return (
            polish.DASH if before is None else before.shown,
            polish.DASH if after is None else after.shown,
        )
