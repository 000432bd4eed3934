"""Figures of appointments: each counts in its newest state, on the day of that state."""

from __future__ import annotations

from services.reporting.figures.figure import FigureDefinition, Operation
from services.reporting.projection.appointment_folds import AppointmentState
from services.reporting.projection.tables import appointment_fact

_ASKED = frozenset({"node", "programme", "client_kind", "field_of_advice", "form_of_contact"})

NUMBER_OF_APPOINTMENTS = FigureDefinition(
    name="number_of_appointments",
    label="Liczba umówionych porad według stanu",
    unit="count",
    table=appointment_fact,
    operation=Operation.COUNT,
    column="appointment_id",
    day="day",
    filters=_ASKED | {"state"},
)

NUMBER_OF_NO_SHOWS = FigureDefinition(
    name="number_of_no_shows",
    label="Liczba niestawień się klientów",
    unit="count",
    table=appointment_fact,
    operation=Operation.COUNT,
    column="appointment_id",
    day="day",
    filters=_ASKED,
    only={"state": AppointmentState.NO_SHOW.value},
)

FIGURES = (NUMBER_OF_APPOINTMENTS, NUMBER_OF_NO_SHOWS)
