"""Charts as shapes on a page: where each bar stands. Every chart has its table beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from shared.kernel import polish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reporting.domain.cell import Cell
    from services.reporting.domain.dashboard import Dashboard, MonthReached, PlannedTask

HEIGHT: Final = 120
_STEP: Final = 56
_BAR: Final = 40
_ABOVE: Final = 18
"""Room for a number above the highest bar."""
_BELOW: Final = 20

ROW: Final = 26
_MONTH: Final = 64
_NAMES: Final = 330


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar with the words above and below it."""

    x: int
    y: int
    width: int
    height: int
    label: str
    value: str

    @property
    def middle(self) -> int:
        """Where its words are centred."""
        return self.x + self.width // 2


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """Bars side by side, in the units of the picture."""

    width: int
    height: int
    base: int
    bars: tuple[Bar, ...]


def months_as_bars(months: Sequence[MonthReached]) -> BarChart:
    """Return a bar for each month, the highest as high as the picture."""
    highest = max((_size(each.achieved) for each in months), default=0) or 1
    base = _ABOVE + HEIGHT
    bars = []
    for place, each in enumerate(months):
        height = round(HEIGHT * _size(each.achieved) / highest)
        bars.append(
            Bar(
                x=place * _STEP + (_STEP - _BAR) // 2,
                y=base - height,
                width=_BAR,
                height=height,
                label=polish.roman_month(each.month.first),
                value=each.achieved.shown,
            )
        )
    width = max(len(bars), 1) * _STEP
    return BarChart(width=width, height=base + _BELOW, base=base, bars=tuple(bars))


@dataclass(frozen=True, kw_only=True)
class TaskMark:
    """A task of the schedule in its month."""

    x: int
    y: int
    width: int
    task: PlannedTask


@dataclass(frozen=True, kw_only=True)
class ScheduleChart:
    """Tasks one under the other, in the columns of their months."""

    width: int
    height: int
    names: int
    months: tuple[tuple[int, str], ...]
    marks: tuple[TaskMark, ...]


def schedule_as_marks(dashboard: Dashboard) -> ScheduleChart:
    """Return where each task stands; a programme plans none for a month that it has not."""
    months = dashboard.period.months()
    columns = {
        (month.first.year, month.first.month): _NAMES + place * _MONTH
        for place, month in enumerate(months)
    }
    marks = []
    for place, task in enumerate(dashboard.schedule):
        x = columns[task.month.first.year, task.month.first.month] + 4
        marks.append(TaskMark(x=x, y=ROW + place * ROW, width=_MONTH - 8, task=task))
    return ScheduleChart(
        width=_NAMES + len(months) * _MONTH,
        height=ROW * (len(dashboard.schedule) + 1) + 6,
        names=_NAMES,
        months=tuple(
            (_NAMES + place * _MONTH + _MONTH // 2, polish.roman_month(month.first))
            for place, month in enumerate(months)
        ),
        marks=tuple(marks),
    )


def _size(cell: Cell) -> int:
    return int(cell.value or 0)
