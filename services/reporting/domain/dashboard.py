"""The dashboard: what was promised and what was done so far, before anything is drawn (R23)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.kernel import money

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from decimal import Decimal

    from services.reporting.domain.cell import Cell
    from services.reporting.domain.freshness import Freshness
    from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class Measured:
    """What was reached of something, against what was promised; `target` may not be set."""

    label: str
    achieved: Cell
    target: int | None = None

    @property
    def percentage(self) -> Decimal | None:
        """How much of the target was reached; `None` where there is no number or no target."""
        if self.target is None or self.achieved.value is None:
            return None
        return money.percentage(self.achieved.value, self.target)


@dataclass(frozen=True, kw_only=True)
class MonthReached:
    """What came in one month."""

    month: Period
    achieved: Cell


@dataclass(frozen=True, kw_only=True)
class Tile:
    """An indicator: as a whole, month by month, and node by node."""

    code: str
    whole: Measured
    months: tuple[MonthReached, ...]
    nodes: tuple[Measured, ...]


@dataclass(frozen=True, kw_only=True)
class FieldReached:
    """Advice in one field."""

    label: str
    advices: Cell
    hours: Cell


class TaskState(StrEnum):
    """How a task of the schedule stands today."""

    DONE = "done"
    UNDER_WAY = "under_way"
    """There are records, and its month is not over."""
    AHEAD = "ahead"
    OVERDUE = "overdue"
    """Its month is over, and there is no record."""
    NO_DATA = "no_data"
    """Its month is over; a node that would tell of it has not sent everything."""
    NOT_RECORDED = "not_recorded"
    """No part of the suite records tasks of this kind."""


@dataclass(frozen=True, kw_only=True)
class PlannedTask:
    """A task of the schedule, planned and actual; `records` is `None` where nothing records it."""

    code: str
    label: str
    month: Period
    state: TaskState
    records: Cell | None


@dataclass(frozen=True, kw_only=True)
class Dashboard:
    """A programme as it stands.

    `kept_at`: when the oldest of the numbers was computed that cannot be added up from days; `None`
    if all of them are of this moment. `node`: whose it is, if it is bound to one.
    """

    programme: str
    title: str
    period: Period
    node: str | None
    tiles: tuple[Tile, ...]
    fields: tuple[FieldReached, ...]
    schedule: tuple[PlannedTask, ...]
    freshness: Freshness
    names: Sequence[tuple[str, str]]
    """Each node of the programme and the short name of its organisation."""
    kept_at: datetime | None = None
