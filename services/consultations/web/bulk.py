"""The lists of consultations, and what can be done with many of their rows."""

from __future__ import annotations

from services.consultations.application.appointment_list_queries import AppointmentsQuery
from services.consultations.application.authorise import ROLES
from services.consultations.application.client_list_queries import (
    ClientsQuery,
    PossibleDuplicatesQuery,
)
from services.consultations.application.commands import ApproveCard
from services.consultations.application.register_queries import RegisterOfAdviceQuery
from services.consultations.application.timesheet_commands import TimesheetsQuery
from services.consultations.web import many_appointments, many_cards, many_duplicates
from services.consultations.web.asking import said
from shared.web.workplace import Workplace


def workplace() -> Workplace:
    """Return the lists of consultations, and what can be done with many of their rows."""
    return Workplace(
        service="consultations",
        lists={
            "cards.cards": ROLES[RegisterOfAdviceQuery],
            "approvals.queue": ROLES[ApproveCard],
            "register.register": ROLES[RegisterOfAdviceQuery],
            "clients.clients": ROLES[ClientsQuery],
            "appointments.appointments": ROLES[AppointmentsQuery],
            "merging.duplicates": ROLES[PossibleDuplicatesQuery],
            "timesheets.sheets": ROLES[TimesheetsQuery],
        },
        sentence=said,
        actions=(
            many_cards.approval(),
            many_cards.giving_back(),
            many_appointments.cancelling(),
            many_appointments.assigning(),
            many_appointments.holding(),
            many_appointments.missing(),
            many_duplicates.telling_apart(),
        ),
    )
