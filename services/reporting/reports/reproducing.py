"""A submitted report made again from its basis, and compared with what was filed (domain R-5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from services.reporting.domain.cell import Cell, FigureReference, FigureValue
from services.reporting.figures.as_of import FoldedDifferently
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.figure import Operation
from services.reporting.reports.basis import Basis
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.compiling import FactFigures, compile_report
from services.reporting.reports.drawing import FORM, made_with
from services.reporting.reports.filed_cells import filed_cells
from services.reporting.reports.template_2005.cover_letter import cover_letter
from services.reporting.reports.template_2005.pdf import draw_pdf
from services.reporting.reports.template_2005.xlsx import draw_xlsx

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Connection

    from services.reporting.domain.report_version import FiledReport


class Likeness(StrEnum):
    """How what was made again compares with what was filed."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_TOOLS = "other_tools"
    """Another version of the tools, or of the form, gives other bytes for the same numbers."""
    NOT_COMPUTED = "not_computed"
    """Facts are folded otherwise since then, so the value of that time cannot be given again."""


@dataclass(frozen=True, kw_only=True)
class Reproduction:
    """What a reproduction found.

    `is_intact`: what is filed gives the digests that were told when it was submitted. `numbers` are
    the figures of the filed report, each computed again, in whatever form they are shown today.
    `other_tools` names what value and files depend on and what is different now. `taken_as_filed`
    counts the figures of people over nodes: the match lists of then are gone, so these are not
    computed again.
    """

    is_intact: bool
    numbers: Likeness
    value: Likeness
    pdf: Likeness
    xlsx: Likeness
    other_tools: tuple[str, ...] = ()
    taken_as_filed: int = 0

    @property
    def holds(self) -> bool:
        """Whether nothing contradicts what was filed."""
        return self.is_intact and Likeness.DIFFERENT not in {
            *(self.numbers, self.value, self.pdf, self.xlsx)
        }


def reproduce(connection: Connection, filed: FiledReport) -> Reproduction:
    """Compute a report again as of its frozen positions, draw it again, and compare both.

    Where facts are folded otherwise since then, only the files are proved, by their digests.
    """
    drawn = filed.version.drawn
    cells = filed_cells(drawn.value).values()
    people = _of_people(cells)
    try:
        basis = Basis.from_json(drawn.basis)
        report = compile_report(connection, filed.programme, basis, people)
    except FoldedDifferently:
        unknown = Likeness.NOT_COMPUTED
        return Reproduction(
            is_intact=filed.is_intact, numbers=unknown, value=unknown, pdf=unknown, xlsx=unknown
        )
    xlsx = draw_xlsx(report)
    letter = cover_letter(
        filed.programme, basis.order, report, number=filed.version.number, xlsx=xlsx
    )
    printed = (report, letter, basis.order.verified_at)
    tools = made_with(*printed)
    others = tuple(sorted(name for name in tools if tools[name] != drawn.made_with.get(name)))
    figures = FactFigures(connection, basis.as_of, people)
    has_same_numbers = all(_is_same(figures, cell) for cell in cells)
    value = canonical_json(report)
    is_excused = has_same_numbers and FORM in others
    is_same_value = value == drawn.value
    # Of another value the files differ whatever they are made with.
    excused = bool(others) and (is_same_value or is_excused)
    return Reproduction(
        is_intact=filed.is_intact,
        numbers=Likeness.SAME if has_same_numbers else Likeness.DIFFERENT,
        value=_likeness(value, drawn.value, excused=is_excused),
        pdf=_likeness(draw_pdf(*printed), drawn.pdf, excused=excused),
        xlsx=_likeness(xlsx, drawn.xlsx, excused=excused),
        other_tools=others,
        taken_as_filed=len(people),
    )


def _of_people(cells: Iterable[Cell]) -> dict[FigureReference, FigureValue]:
    """Return what a filed report says of people over nodes, by the figure."""
    return {
        cell.figure: FigureValue(cell.value or 0, cell.count or 0)
        for cell in cells
        if cell.figure is not None and definition_of(cell.figure.name).operation is Operation.PEOPLE
    }


def _is_same(figures: FactFigures, cell: Cell) -> bool:
    """Compute a filed number again; what was withheld, or counted nowhere, says nothing."""
    if cell.figure is None or cell.value is None:
        return True
    return figures.value(cell.figure) == FigureValue(cell.value, cell.count or 0)


def _likeness(again: bytes, filed: bytes, *, excused: bool) -> Likeness:
    if again == filed:
        return Likeness.SAME
    return Likeness.OTHER_TOOLS if excused else Likeness.DIFFERENT
