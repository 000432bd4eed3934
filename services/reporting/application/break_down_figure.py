"""Somebody looks at what a figure is made of: month by month, node by node, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.reporting.application.open_figure import figure_to_open
from services.reporting.domain.cell import FigureReference
from services.reporting.domain.dashboard import MonthReached

if TYPE_CHECKING:
    from services.reporting.application.queries import OpenFigure
    from services.reporting.application.reading import Records
    from services.reporting.domain.cell import Cell
    from shared.contracts.programme import Programme

MOST_MONTHS: Final = 36
"""More are no trend that anybody could read."""

_NODE: Final = "node"
_FIELD: Final = "field_of_advice"
_PROGRAMME: Final = "programme"


@dataclass(frozen=True, kw_only=True)
class FigurePart:
    """A figure narrowed by one code more."""

    label: str
    achieved: Cell


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """The parts of a figure; none of a kind by which it is narrowed already, or cannot be.

    Parts of sums and counts add up to the figure; clients may be in several parts.
    """

    months: tuple[MonthReached, ...] = ()
    nodes: tuple[FigurePart, ...] = ()
    fields: tuple[FigurePart, ...] = ()


def break_down_figure(query: OpenFigure, records: Records) -> Breakdown:
    """Return the parts of a figure of now; a submitted report tells its own and no others.

    Raises whatever `open_figure` refuses.
    """
    reference, as_of = figure_to_open(query, records)
    if query.submitted is not None:
        return Breakdown()

    def cell(part: FigureReference) -> Cell:
        return records.figures.answer(part, as_of).cell

    def parts(name: str, labels: dict[str, str]) -> tuple[FigurePart, ...]:
        filters = dict(reference.filters)
        if name in filters or name not in filters_of:
            return ()
        return tuple(
            FigurePart(
                label=label,
                achieved=cell(
                    FigureReference.of(reference.name, reference.period, **{**filters, name: code})
                ),
            )
            for code, label in labels.items()
        )

    filters_of = records.figures.answer(reference, as_of).kind.filters
    months = reference.period.months()
    programmes = _programmes(reference, records)
    return Breakdown(
        months=tuple(
            MonthReached(
                month=month,
                achieved=cell(FigureReference(reference.name, month, reference.filters)),
            )
            for month in (months if 1 < len(months) <= MOST_MONTHS else ())
        ),
        nodes=parts(
            _NODE, {each.node: each.short_name for known in programmes for each in known.partners}
        ),
        fields=parts(
            _FIELD,
            {each.code: each.label for known in programmes for each in known.fields_of_advice},
        ),
    )


def _programmes(reference: FigureReference, records: Records) -> list[Programme]:
    """Return the programmes whose codes a figure may have."""
    asked = dict(reference.filters).get(_PROGRAMME)
    codes = sorted(records.programmes.newest())
    return [records.programmes.get(code) for code in codes if asked in {None, code}]
