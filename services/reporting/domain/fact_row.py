"""A row behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class FactRow:
    """One row behind a figure: where its domain event stands, and what it says."""

    source: str
    epoch: int
    position: int
    values: Mapping[str, Any]
