"""What a submitted report was made of, as far as its figures can be opened."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.cell import FigureReference
    from services.reporting.domain.fact_row import FactRow
    from services.reporting.domain.parked import Place

TRAITS: Final = frozenset({"sex", "age_band", "gmina", "status"})
"""What the programme asks about people; combined, few of them are enough to recognise somebody."""


@dataclass(frozen=True)
class SubmittedVersion:
    """Which submitted report; the newest one if no number is given."""

    programme: str
    number: int | None = None


@dataclass(frozen=True, kw_only=True)
class Submission:
    """The state of the data behind a submitted report, and the figures that it tells.

    A number that was withheld is not among `figures`: whoever could open it would know it.
    """

    version: SubmittedVersion
    as_of: AsOf
    figures: frozenset[FigureReference]

    def counts(self, place: Place) -> bool:
        """Tell whether a domain event had been folded when the report was submitted."""
        key = (place.source, place.epoch, place.position)
        reached = self.as_of.positions.get(place.source, (0, 0))
        return (place.epoch, place.position) <= reached and key not in self.as_of.unfolded


def points_at_people(reference: FigureReference) -> bool:
    """Tell whether the rows behind a figure would show who has a trait."""
    return any(name in TRAITS for name, _ in reference.filters)


def without_traits(row: FactRow) -> FactRow:
    """Return a row without what is known about the person."""
    kept = {name: value for name, value in row.values.items() if name not in TRAITS}
    return replace(row, values=kept)
