"""Figures of advice: hours of 60 minutes, number of advices, clients as places, clients, people.

Only approved cards count (domain.md 7.5, R-1). A card counts once and its minutes once, whatever
the number of clients or advisers; clients are counted apart (architecture.md 3, "Counting"): as
places, as clients, however many files a client had, and as people, however many nodes advised
them. Duty without a client is no advice (domain.md 2.4).
"""

from __future__ import annotations

from services.reporting.figures.figure import FigureDefinition, Operation
from services.reporting.projection.tables import advice_client_fact, advice_fact

_CARD = frozenset({"node", "programme", "field_of_advice", "form_of_contact"})
_CLIENT = _CARD | {"client_kind", "sex", "age_band", "gmina", "status"}

HOURS_OF_ADVICE = FigureDefinition(
    name="hours_of_advice",
    label="Liczba godzin doradztwa",
    unit="minutes",
    table=advice_fact,
    operation=Operation.SUM,
    column="minutes",
    day="held_on",
    filters=_CARD,
)

NUMBER_OF_ADVICES = FigureDefinition(
    name="number_of_advices",
    label="Liczba porad",
    unit="count",
    table=advice_fact,
    operation=Operation.COUNT,
    column="card_id",
    day="held_on",
    filters=_CARD,
)

CLIENT_PLACES = FigureDefinition(
    name="client_places",
    label="Udział klientów w poradach",
    unit="count",
    table=advice_client_fact,
    operation=Operation.COUNT,
    column="client_id",
    day="held_on",
    filters=_CLIENT,
)

UNIQUE_CLIENTS = FigureDefinition(
    name="unique_clients",
    label="Liczba klientów",
    unit="count",
    table=advice_client_fact,
    operation=Operation.CLIENTS,
    column="client_id",
    day="held_on",
    filters=_CLIENT,
)

UNIQUE_PEOPLE = FigureDefinition(
    name="unique_people",
    label="Liczba klientów bez powtórzeń między ośrodkami",
    unit="count",
    table=advice_client_fact,
    operation=Operation.PEOPLE,
    column="client_id",
    day="held_on",
    filters=_CLIENT,
)

FIGURES = (HOURS_OF_ADVICE, NUMBER_OF_ADVICES, CLIENT_PLACES, UNIQUE_CLIENTS, UNIQUE_PEOPLE)
