"""All figures by name."""

from __future__ import annotations

from services.reporting.figures import advice, appointments, way_of_clients, working_time
from services.reporting.figures.figure import FigureDefinition, UnknownFigure

FIGURES = {
    definition.name: definition
    for definition in (
        *advice.FIGURES,
        *working_time.FIGURES,
        *appointments.FIGURES,
        *way_of_clients.FIGURES,
    )
}


def definition_of(name: str) -> FigureDefinition:
    """Return a figure's definition, or raise UnknownFigure with the names there are."""
    try:
        return FIGURES[name]
    except KeyError:
        raise UnknownFigure(name, ", ".join(sorted(FIGURES))) from None
