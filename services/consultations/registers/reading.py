"""One row of a register, read cell by cell: each fault is kept with what was seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from services.consultations.registers import cells
from services.consultations.registers.cells import Cell, WrongCell, shown
from services.consultations.registers.surroundings import code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, time

    from services.consultations.registers.columns import Layout
    from services.consultations.registers.workbook import Row
    from shared.contracts.programme import Entry

ValueT = TypeVar("ValueT")

LONGEST_SEEN = 60
"""Characters of a cell that a sentence repeats."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """What is wrong in a row, and where: the column and what it shows, or the row as a whole."""

    told: str
    heading: str = ""
    seen: str = ""

    def __str__(self) -> str:
        """Say it in one sentence, without the row."""
        if not self.heading:
            return self.told
        where = f"kolumna „{self.heading}”"
        seen = f"„{_in_short(self.seen)}”" if self.seen else "puste pole"
        return f"{where}, {seen}: {self.told.rstrip('.')}."


def _in_short(seen: str) -> str:
    """Return a cell's words on one line, and nothing that a terminal would obey."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in seen).split())
    return words if len(words) <= LONGEST_SEEN else f"{words[:LONGEST_SEEN]}…"


@dataclass(kw_only=True)
class RowReader:
    """Reads the cells of a row; what cannot be taken is `None`, and a fault."""

    row: Row
    layout: Layout
    faults: list[Fault] = field(default_factory=list)

    def cell(self, key: str) -> Cell:
        return self.row.cells[self.layout.places[key]] if key in self.layout else None

    def fault(self, key: str, told: str) -> None:
        self.faults.append(self.about(key, told))

    def about(self, key: str, told: str) -> Fault:
        """Return a fault of a column, or of the row if the register does not have the column."""
        if key in {"started_at", "ended_at"} and key not in self.layout:
            key = "span"
        if key not in self.layout:
            return Fault(told=told)
        return Fault(told=told, heading=self.layout.heading(key), seen=shown(self.cell(key)))

    def read(self, key: str, parse: Callable[[Cell], ValueT]) -> ValueT | None:
        """Return what a cell says; an empty cell says nothing."""
        cell = self.cell(key)
        if cell is None:
            return None
        try:
            return parse(cell)
        except WrongCell as wrong:
            self.fault(key, str(wrong))
            return None

    def needed(self, key: str, parse: Callable[[Cell], ValueT], told: str) -> ValueT | None:
        """Return what a cell says; an empty one is a fault, told as what to fill in."""
        if self.cell(key) is None:
            self.fault(key, told)
            return None
        return self.read(key, parse)

    def text(self, key: str) -> str:
        return self.read(key, cells.text) or ""

    def number(self) -> str:
        return self.needed("number", cells.row_number, "wpisz numer wiersza w rejestrze") or ""

    def choice(self, key: str, entries: Sequence[Entry]) -> str | None:
        return self.read(key, lambda cell: code_of(cells.text(cell), entries))

    def needed_choice(self, key: str, entries: Sequence[Entry], told: str) -> str | None:
        return self.needed(key, lambda cell: code_of(cells.text(cell), entries), told)

    def session(self) -> dict[str, Any]:
        """Return the members of a request that say when something was held."""
        held_on: date | None = self.needed("held_on", cells.day, "wpisz dzień")
        started_at, ended_at = self._ends()
        if started_at is not None and ended_at is not None:
            self._compare_hours(started_at, ended_at)
        return {
            "held_on": held_on and held_on.isoformat(),
            "started_at": started_at and f"{started_at:%H:%M}",
            "ended_at": ended_at and f"{ended_at:%H:%M}",
        }

    def _ends(self) -> tuple[time | None, time | None]:
        if "started_at" not in self.layout or (
            self.cell("started_at") is None and self.cell("span") is not None
        ):
            return self.needed("span", cells.span, "wpisz godziny od–do") or (None, None)
        return (
            self.needed("started_at", cells.time_of_day, "wpisz godzinę rozpoczęcia"),
            self.needed("ended_at", cells.time_of_day, "wpisz godzinę zakończenia"),
        )

    def _compare_hours(self, started_at: time, ended_at: time) -> None:
        """A length that was typed is compared with the times and never used (domain.md 7.2, V2)."""
        typed = self.read("hours", cells.hours)
        minutes = (ended_at.hour - started_at.hour) * 60 + ended_at.minute - started_at.minute
        if typed is not None and abs(typed * 60 - minutes) >= 1:
            between = f"{started_at:%H:%M}–{ended_at:%H:%M}"
            self.fault("hours", f"z godzin {between} wynika {minutes} min – popraw jedno z nich")
