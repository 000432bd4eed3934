"""Figures of duty at the consulting point.

Duty hours are never added to hours of advice, nor the other way round (V5): there is no figure that
takes both.
"""

from __future__ import annotations

from services.reporting.figures.figure import FigureDefinition, Operation
from services.reporting.projection.tables import duty_fact

_DUTY = frozenset({"node", "programme"})

HOURS_OF_DUTY = FigureDefinition(
    name="hours_of_duty",
    label="Liczba godzin dyżurów",
    unit="minutes",
    table=duty_fact,
    operation=Operation.SUM,
    column="minutes",
    day="held_on",
    filters=_DUTY,
)

NUMBER_OF_DUTIES = FigureDefinition(
    name="number_of_duties",
    label="Liczba dyżurów",
    unit="count",
    table=duty_fact,
    operation=Operation.COUNT,
    column="duty_id",
    day="held_on",
    filters=_DUTY,
)

FIGURES = (HOURS_OF_DUTY, NUMBER_OF_DUTIES)
