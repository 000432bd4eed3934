"""What a programme promises is measured by figures that there are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from services.reporting.domain.refusals import UnknownMeasure, UnknownNarrowing
from services.reporting.figures.catalogue import FIGURES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from services.reporting.figures.figure import FigureDefinition
    from shared.contracts.programme import Programme


@dataclass(frozen=True)
class Measures:
    """The figures that a programme may name."""

    figures: Mapping[str, FigureDefinition] = field(default_factory=lambda: FIGURES)

    def refuse_unmeasured(self, programme: Programme) -> None:
        """Raise UnknownMeasure or UnknownNarrowing if a promise names what no figure counts.

        Otherwise the report would be the first to notice, when the task is done.
        """
        named = [(each.code, each.figure) for each in programme.indicators]
        named += [(each.code, each.done_when) for each in programme.schedule if each.done_when]
        unknown = [f"{name} ({code})" for code, name in named if name not in self.figures]
        if unknown:
            there_are = ", ".join(sorted(self.figures))
            raise UnknownMeasure(programme.reference, ", ".join(unknown), there_are)
        for indicator in programme.indicators:
            possible = self.figures[indicator.figure].filters
            if wrong := set(indicator.filters) - possible:
                raise UnknownNarrowing(
                    programme.reference,
                    indicator.code,
                    ", ".join(sorted(wrong)),
                    ", ".join(sorted(possible)),
                )
