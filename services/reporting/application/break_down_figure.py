"""Somebody looks at what a figure is made of: month by month, node by node, field by field."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from services.reporting.application.open_figure import figure_to_open
from services.reporting.domain.cell import FigureReference, Standing
from services.reporting.domain.dashboard import MonthReached
from services.reporting.domain.freshness import NodeState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reporting.application.queries import OpenFigure
    from services.reporting.application.reading import Records
    from services.reporting.domain.as_of import AsOf
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
    cutting = _Cutting(reference, as_of, records)
    programmes = _programmes(reference, records)
    return Breakdown(
        months=cutting.months(),
        nodes=cutting.parts(
            _NODE, {each.node: each.short_name for known in programmes for each in known.partners}
        ),
        fields=cutting.parts(
            _FIELD,
            {each.code: each.label for known in programmes for each in known.fields_of_advice},
        ),
    )


class _Cutting:
    """Asks the parts of one figure."""

    def __init__(self, reference: FigureReference, as_of: AsOf | None, records: Records) -> None:
        whole = records.figures.answer(reference, as_of)
        self._reference = reference
        self._as_of = as_of
        self._figures = records.figures
        self._filters_of = whole.kind.filters
        self._complete = {
            each.node for each in whole.freshness.nodes if each.state is NodeState.COMPLETE
        }
        self._expected = {
            each.node for known in _programmes(reference, records) for each in known.partners
        } | {each.node for each in whole.freshness.nodes}

    def months(self) -> tuple[MonthReached, ...]:
        """Cut at the ends of months."""
        months = self._reference.period.months()
        if not 1 < len(months) <= MOST_MONTHS:
            return ()
        name, filters = self._reference.name, self._reference.filters
        return tuple(
            MonthReached(month=month, achieved=self._cell(FigureReference(name, month, filters)))
            for month in months
        )

    def parts(self, name: str, labels: Mapping[str, str]) -> tuple[FigurePart, ...]:
        """Cut by the codes of a filter that the figure has and is not narrowed by."""
        filters = dict(self._reference.filters)
        if name in filters or name not in self._filters_of:
            return ()
        asked, period = self._reference.name, self._reference.period
        return tuple(
            FigurePart(
                label=label,
                achieved=self._cell(FigureReference.of(asked, period, **{**filters, name: code})),
            )
            for code, label in labels.items()
        )

    def _cell(self, part: FigureReference) -> Cell:
        """Ask a part; a node whose data are late is never counted as zero (domain.md 7.5, R-3)."""
        found = self._figures.answer(part, self._as_of).cell
        node = dict(part.filters).get(_NODE)
        if (self._expected if node is None else {node}) <= self._complete:
            return found
        if not found.value:
            return replace(found, value=None, count=None, standing=Standing.NO_DATA)
        return replace(found, standing=Standing.PROVISIONAL)


def _programmes(reference: FigureReference, records: Records) -> list[Programme]:
    """Return the programmes whose codes a figure may have."""
    asked = dict(reference.filters).get(_PROGRAMME)
    codes = sorted(records.programmes.newest())
    return [records.programmes.get(code) for code in codes if asked in {None, code}]
