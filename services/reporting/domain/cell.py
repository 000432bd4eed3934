"""One number of a report, with what it takes to trace it, or why it is not there."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from shared.kernel import polish
from shared.kernel.hours import hours

if TYPE_CHECKING:
    from decimal import Decimal

    from shared.kernel.period import Period


class Unit(StrEnum):
    """What a number counts. Minutes are what figures count in; they are shown as hours."""

    COUNT = "count"
    MINUTES = "minutes"
    PLN = "pln"
    PERCENT = "percent"


class Standing(StrEnum):
    """How far a number may be relied on, or the reason why there is none."""

    FINAL = "final"
    PROVISIONAL = "provisional"
    """Counted, but a node that belongs to it has not sent everything."""
    NO_DATA = "no_data"
    """A node that belongs to it has sent nothing; this is not a zero (domain.md 7.5, R-3)."""
    NOT_APPLICABLE = "not_applicable"
    TOO_FEW = "too_few"
    """So few people that they might be recognised (domain.md 6)."""
    HIDDEN = "hidden"
    """Withheld because a number that is too small could be computed from it."""


_INSTEAD_OF_A_NUMBER: Final = {
    Standing.NO_DATA: "brak danych",
    Standing.NOT_APPLICABLE: "nie dotyczy",
    Standing.TOO_FEW: "<5",
    Standing.HIDDEN: "#",
}
PROVISIONAL_MARK: Final = "*"
_PLACES: Final = {Unit.COUNT: 0, Unit.MINUTES: 2, Unit.PLN: 2, Unit.PERCENT: 1}


@dataclass(frozen=True)
class FigureReference:
    """Which figure, over which days, narrowed by which filters: enough to open its rows.

    `filters` are pairs of name and code in the order of their names, so that equal questions are
    equal references; build them with `of`.
    """

    name: str
    period: Period
    filters: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, name: str, period: Period, **filters: str) -> FigureReference:
        """Return the reference with its filters in order."""
        return cls(name, period, tuple(sorted(filters.items())))


@dataclass(frozen=True)
class FigureValue:
    """What a figure answered: its value in its own unit, and how many rows stand behind it."""

    value: int | Decimal | None
    count: int


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A number with its unit, standing and origin.

    Where the standing gives no number, `value` and `count` are `None`: what is withheld is not in
    the report at all. A number that no figure produced says in `basis` where it comes from.
    """

    value: int | Decimal | None
    unit: Unit
    standing: Standing = Standing.FINAL
    figure: FigureReference | None = None
    count: int | None = None
    basis: str = ""

    @property
    def shown(self) -> str:
        """The number as a table shows it; the unit stands in the heading of its column."""
        if self.standing in _INSTEAD_OF_A_NUMBER:
            return _INSTEAD_OF_A_NUMBER[self.standing]
        mark = PROVISIONAL_MARK if self.standing is Standing.PROVISIONAL else ""
        if self.unit is Unit.PERCENT:
            return polish.percent(self.value) + mark
        return polish.number(self.number, places=_PLACES[self.unit]) + mark

    @property
    def number(self) -> int | Decimal | None:
        """The number as a spreadsheet holds it: minutes as hours, everything else as it is."""
        if self.unit is Unit.MINUTES and self.value is not None:
            return hours(int(self.value))
        return self.value


def not_applicable(unit: Unit) -> Cell:
    """Return the cell of a column that the task does not use (domain.md 5.1)."""
    return Cell(value=None, unit=unit, standing=Standing.NOT_APPLICABLE)
