"""From a figure's answer to a cell that says whether it is final, provisional or missing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import Cell, FigureReference, Standing, Unit
from services.reporting.figures.advice import (
    CLIENT_PLACES,
    HOURS_OF_ADVICE,
    NUMBER_OF_ADVICES,
    UNIQUE_CLIENTS,
)
from services.reporting.figures.catalogue import definition_of
from services.reporting.reports.sources import NodeState
from shared.kernel import polish

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from services.reporting.reports.sources import Figures, Freshness
    from shared.contracts.programme import Programme
    from shared.kernel.period import Period

HOURS: Final = HOURS_OF_ADVICE.name
ADVICES: Final = NUMBER_OF_ADVICES.name
PLACES: Final = CLIENT_PLACES.name
UNIQUE: Final = UNIQUE_CLIENTS.name
_NODE: Final = "node"
_PROGRAMME: Final = "programme"


class Counting:
    """Asks the figures for one report, and says of each answer how far it may be relied on.

    Only what was done under the programme counts; where records name no programme, all of them do.
    """

    def __init__(self, figures: Figures, freshness: Freshness, programme: Programme) -> None:
        self._figures = figures
        self._programme = {_PROGRAMME: programme.code}
        self._incomplete = {
            partner.node: partner.name
            for partner in programme.partners
            if freshness.of(partner.node).state is not NodeState.COMPLETE
        }

    @property
    def incomplete_names(self) -> tuple[str, ...]:
        """The organisations whose data have not all come, in the order of the programme."""
        return tuple(self._incomplete.values())

    def cell(self, figure: str, period: Period, filters: Mapping[str, str] | None = None) -> Cell:
        """Return the figure's value as a cell.

        While a node that belongs to it is behind or silent, a value is provisional, and nothing
        counted yet is "no data": it may never read as zero (domain.md 7.5, R-3).
        """
        narrowed = dict(filters or {})
        if _PROGRAMME in definition_of(figure).filters:
            narrowed |= self._programme
        reference = FigureReference.of(figure, period, **narrowed)
        answer = self._figures.value(reference)
        node = dict(reference.filters).get(_NODE)
        incomplete = node in self._incomplete if node else bool(self._incomplete)
        unit = unit_of(figure)
        if incomplete and not answer.value:
            return Cell(value=None, unit=unit, standing=Standing.NO_DATA, figure=reference)
        return Cell(
            value=answer.value,
            unit=unit,
            standing=Standing.PROVISIONAL if incomplete else Standing.FINAL,
            figure=reference,
            count=answer.count,
        )

    def note_on(self, cells: Iterable[Cell]) -> tuple[str, ...]:
        """Return the note that names the nodes missing from these cells, if any is."""
        lacking = {Standing.PROVISIONAL, Standing.NO_DATA}
        if not any(cell.standing in lacking for cell in cells):
            return ()
        names = polish.enumeration(tuple(f"„{name}”" for name in self._incomplete.values()))
        return (
            f"* Dane niepełne: nie wszystko nadeszło od: {names}. „Brak danych” nie oznacza zera.",
        )


def unit_of(figure: str) -> Unit:
    """Return the unit that a figure counts in; raise UnknownFigure."""
    return Unit(definition_of(figure).unit)
