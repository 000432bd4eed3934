"""An empty register with the headings that the import knows, lists to choose from, explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.consultations.registers.columns import Column, Form
from services.consultations.requests.imports import MOST_ROWS
from shared.documents.spreadsheet import Blank, Entry, Heading, NumberFormat, Workbook

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from services.consultations.registers.kind import RegisterKind
    from services.consultations.registers.surroundings import Surroundings

LISTS = "Listy"
EXPLANATIONS = "Objaśnienia"
WIDTH = 20
ABOUT = (
    "Kolumny mogą stać w dowolnej kolejności, a zbędne można usunąć. Import czyta pierwszy arkusz "
    "z nagłówkami rejestru i niczego nie zapisuje, jeśli choć jeden wiersz jest błędny. Ten sam "
    "plik można zaimportować drugi raz: wiersze, które już są, nie zmienią się ani nie podwoją. "
    "Zamiast kolumny z gwiazdką może stać inna, opisana poniżej."
)
_FORMATS = {
    Form.TEXT: NumberFormat.TEXT,
    Form.DAY: NumberFormat.DATE,
    Form.TIME: NumberFormat.TIME,
    Form.HOURS: NumberFormat.HOURS,
}


def draw_template(kind: RegisterKind, surroundings: Surroundings, dated: date) -> bytes:
    """Return the workbook: the register, what its columns mean, and the words of its lists."""
    workbook = Workbook(title=kind.sheet, author=surroundings.identities.node, dated=dated)
    listed = [column for column in kind.columns if column.dictionary]
    words = {column.key: _words(surroundings, column) for column in listed}
    places = {
        column.key: _range(place, len(words[column.key])) for place, column in enumerate(listed)
    }
    workbook.sheet(kind.sheet, [WIDTH] * len(kind.columns)).form(
        [Heading(column.heading) for column in kind.columns],
        [Blank(_FORMATS[column.form], places.get(column.key, "")) for column in kind.columns],
        rows=MOST_ROWS,
    )
    sheet = workbook.sheet(EXPLANATIONS, (28, 14, 70, 36))
    sheet.heading(kind.sheet).paragraph(ABOUT).table(
        [Heading(name) for name in ("Kolumna", "Potrzebna", "Co w niej stoi", "Na przykład")],
        [_explained(column) for column in kind.columns],
    )
    if listed:
        workbook.sheet(LISTS, [WIDTH * 2] * len(listed)).table(
            [Heading(column.heading) for column in listed], _side_by_side(list(words.values()))
        )
    return workbook.content()


def _words(surroundings: Surroundings, column: Column) -> list[str]:
    """Return the newest label of each code."""
    labels: dict[str, str] = {}
    for entry in surroundings.choices(column.dictionary):
        labels.setdefault(entry.code, entry.label)
    return list(labels.values())


def _range(place: int, entries: int) -> str:
    """Return where a list stands: below its heading, in the column with this number."""
    letter = chr(ord("A") + place)
    return f"={LISTS}!${letter}$2:${letter}${max(entries, 1) + 1}"


def _explained(column: Column) -> list[Entry]:
    needed = "tak" if column.needed else "nie"
    if column.needed and column.instead:
        needed = "tak*"
    return [Entry(column.heading), Entry(needed), Entry(column.about), Entry(column.example)]


def _side_by_side(lists: Sequence[Sequence[str]]) -> list[list[Entry]]:
    longest = max(map(len, lists))
    return [
        [Entry(words[row] if row < len(words) else None) for words in lists]
        for row in range(longest)
    ]
