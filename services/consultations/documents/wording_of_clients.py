"""The Polish words for what is kept about clients as codes (domain.md 7.6)."""

from __future__ import annotations

from collections.abc import Mapping

from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.client_view import ViewOccasion
from shared.contracts.consultations import FollowUpOutcome, PathOutcome

APPOINTMENT_STATES: Mapping[AppointmentState, str] = {
    AppointmentState.REQUESTED: "zgłoszona",
    AppointmentState.SCHEDULED: "umówiona",
    AppointmentState.HELD: "odbyta",
    AppointmentState.CANCELLED: "odwołana",
    AppointmentState.NO_SHOW: "niestawienie się",
}
PATH_OUTCOMES: Mapping[PathOutcome, str] = {
    PathOutcome.GOAL_REACHED: "cel osiągnięty",
    PathOutcome.LEFT_BY_CLIENT: "klient zrezygnował",
    PathOutcome.NO_CONTACT: "brak kontaktu",
    PathOutcome.OTHER: "inny",
}
FOLLOW_UP_OUTCOMES: Mapping[FollowUpOutcome, str] = {
    FollowUpOutcome.COOPERATIVE_FOUNDED: "założono spółdzielnię",
    FollowUpOutcome.COOPERATIVE_OPERATES: "spółdzielnia działa",
    FollowUpOutcome.COOPERATIVE_CLOSED: "spółdzielnia zakończyła działalność",
    FollowUpOutcome.EMPLOYED: "zatrudnienie",
    FollowUpOutcome.NO_CHANGE: "bez zmian",
    FollowUpOutcome.REFUSED: "odmowa odpowiedzi",
    FollowUpOutcome.NO_CONTACT: "brak kontaktu",
}
VIEW_OCCASIONS: Mapping[ViewOccasion, str] = {
    ViewOccasion.PAGE: "strona klienta",
    ViewOccasion.LIST_EXPORT: "plik z listą",
    ViewOccasion.PERSON_EXPORT: "plik ze wszystkimi danymi",
    ViewOccasion.API: "program przez API",
}
