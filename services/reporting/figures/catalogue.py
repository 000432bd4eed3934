"""All figures by name."""

from __future__ import annotations

from services.reporting.figures.advice import (
    CLIENT_PLACES,
    HOURS_OF_ADVICE,
    NUMBER_OF_ADVICES,
    UNIQUE_CLIENTS,
)
from services.reporting.figures.figure import FigureDefinition, UnknownFigure

FIGURES = {
    definition.name: definition
    for definition in (HOURS_OF_ADVICE, NUMBER_OF_ADVICES, CLIENT_PLACES, UNIQUE_CLIENTS)
}


def definition_of(name: str) -> FigureDefinition:
    """Return a figure's definition, or raise UnknownFigure with the names there are."""
    try:
        return FIGURES[name]
    except KeyError:
        raise UnknownFigure(name, ", ".join(sorted(FIGURES))) from None
