"""A submitted report made again from its basis, and compared with what was filed (domain R-5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from services.reporting.figures.as_of import FoldedDifferently
from services.reporting.reports.basis import Basis
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.compiling import compile_report
from services.reporting.reports.drawing import made_with
from services.reporting.reports.template_2005.pdf import draw_pdf
from services.reporting.reports.template_2005.xlsx import draw_xlsx

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from services.reporting.domain.report_version import FiledReport


class Likeness(StrEnum):
    """How what was made again compares with what was filed."""

    SAME = "same"
    DIFFERENT = "different"
    OTHER_TOOLS = "other_tools"
    """Another version of the tools gives other bytes for the same value."""
    NOT_COMPUTED = "not_computed"
    """Facts are folded otherwise since then, so the value of that time cannot be given again."""


@dataclass(frozen=True, kw_only=True)
class Reproduction:
    """What a reproduction found.

    `is_intact`: what is filed gives the digests that were told when it was submitted.
    `other_tools` names what the files depend on and what is different now.
    """

    is_intact: bool
    value: Likeness
    pdf: Likeness
    xlsx: Likeness
    other_tools: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nothing contradicts what was filed."""
        return self.is_intact and Likeness.DIFFERENT not in {self.value, self.pdf, self.xlsx}


def reproduce(connection: Connection, filed: FiledReport) -> Reproduction:
    """Compute a report again as of its frozen positions, draw it again, and compare both.

    Where facts are folded otherwise since then, only the files are proved, by their digests.
    """
    drawn = filed.version.drawn
    try:
        report = compile_report(connection, filed.programme, Basis.from_json(drawn.basis))
    except FoldedDifferently:
        unknown = Likeness.NOT_COMPUTED
        return Reproduction(is_intact=filed.is_intact, value=unknown, pdf=unknown, xlsx=unknown)
    tools = made_with(report)
    others = tuple(sorted(name for name in tools if tools[name] != drawn.made_with.get(name)))
    is_same_value = canonical_json(report) == drawn.value
    # Of another value the files differ whatever they are made with.
    excused = bool(others) and is_same_value
    return Reproduction(
        is_intact=filed.is_intact,
        value=Likeness.SAME if is_same_value else Likeness.DIFFERENT,
        pdf=_likeness(draw_pdf(report), drawn.pdf, excused=excused),
        xlsx=_likeness(draw_xlsx(report), drawn.xlsx, excused=excused),
        other_tools=others,
    )


def _likeness(again: bytes, filed: bytes, *, excused: bool) -> Likeness:
    if again == filed:
        return Likeness.SAME
    return Likeness.OTHER_TOOLS if excused else Likeness.DIFFERENT
