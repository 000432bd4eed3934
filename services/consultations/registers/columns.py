"""The columns of registers: how a heading may be written, and what stands under it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from shared.kernel.polish import one_spelling

if TYPE_CHECKING:
    from collections.abc import Sequence


class Form(Enum):
    """How the template shows a column's cells."""

    TEXT = auto()
    DAY = auto()
    TIME = auto()
    HOURS = auto()


@dataclass(frozen=True, kw_only=True)
class Column:
    """A column that the import understands; other columns are let be.

    `also` are other headings that centres use; case, accents and signs do not count. A register
    must have a `needed` column, or one of those that may stand `instead`. `dictionary` names the
    list of words that may stand in it, if there is one.
    """

    key: str
    heading: str
    about: str
    also: tuple[str, ...] = ()
    example: str = ""
    needed: bool = False
    instead: tuple[str, ...] = ()
    form: Form = Form.TEXT
    dictionary: str = ""

    @property
    def spellings(self) -> frozenset[str]:
        """All headings of the column, each in one spelling."""
        return frozenset(map(heading_spelling, (self.heading, *self.also)))


class RegisterProblem(Exception):
    """Why a file cannot be imported at all; the text says what to put right."""


class HeadingsUnusable(RegisterProblem):
    """A register without the columns that it needs; the text says what to put right."""


@dataclass(frozen=True)
class Layout:
    """Where each column of a register stands."""

    headings: tuple[str, ...]
    places: dict[str, int]

    def heading(self, key: str) -> str:
        """Return the heading as the register writes it."""
        return self.headings[self.places[key]]

    def __contains__(self, key: object) -> bool:
        return key in self.places


def heading_spelling(heading: str) -> str:
    """Return a heading's letters and digits: "L.p." is "lp", and "E-mail" is "email"."""
    return one_spelling(heading).replace(" ", "")


def layout_of(headings: Sequence[str], columns: Sequence[Column]) -> Layout:
    """Find the columns under whatever headings they stand, in any order.

    Raises `HeadingsUnusable` if two headings mean the same; `refuse_lacking` says what is missing.
    """
    places: dict[str, int] = {}
    for place, heading in enumerate(headings):
        spelled = heading_spelling(heading)
        for column in columns:
            if spelled not in column.spellings:
                continue
            if column.key in places:
                earlier = headings[places[column.key]]
                raise HeadingsUnusable(
                    f"Kolumny „{earlier}” i „{heading}” znaczą w tym rejestrze to samo – zostaw "
                    "jedną z nich albo zmień nagłówek tej, której nie trzeba importować; sprawdź "
                    "też, czy rodzaj rejestru (--kind) jest właściwy."
                )
            places[column.key] = place
    return Layout(tuple(headings), places)


def refuse_lacking(layout: Layout, columns: Sequence[Column], sheet: str) -> None:
    """Raise `HeadingsUnusable` unless every needed column is there, or what may stand instead."""
    lacking = [
        column.heading
        for column in columns
        if column.needed and column.key not in layout and not _replaced(column, layout)
    ]
    if lacking:
        raise HeadingsUnusable(
            f"W arkuszu „{sheet}” brakuje kolumn: {', '.join(f'„{name}”' for name in lacking)} – "
            "dodaj je albo popraw ich nagłówki (wzór: «owss import-template»)."
        )


def _replaced(column: Column, layout: Layout) -> bool:
    return any(key in layout for key in column.instead)
