"""A figure that was computed and kept, because it cannot be added up from days."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.domain.cell import FigureValue


@dataclass(frozen=True, kw_only=True)
class KeptFigure:
    """What a figure was at a moment; `state` names what was folded then, `seconds` what it took."""

    value: FigureValue
    state: str
    computed_at: datetime
    seconds: float
