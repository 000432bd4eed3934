"""What the menu of a node's pages shows of consultations, to whom it is open."""

from __future__ import annotations

from typing import Final

from flask_babel import lazy_gettext

from services.consultations.application.authorise import ROLES
from services.consultations.application.client_commands import ClientQuery
from services.consultations.application.commands import AdvisersQuery, ApproveCard
from services.consultations.application.register_queries import RegisterOfAdviceQuery
from services.consultations.application.timesheet_commands import TimesheetQuery
from shared.web.site import MenuEntry

MENU: Final = (
    MenuEntry(
        path="/consultations/calendar",
        title=lazy_gettext("Kalendarz"),
        roles=ROLES[ClientQuery],
    ),
    MenuEntry(
        path="/consultations/clients", title=lazy_gettext("Klienci"), roles=ROLES[ClientQuery]
    ),
    MenuEntry(
        path="/consultations/cards",
        title=lazy_gettext("Karty"),
        roles=ROLES[RegisterOfAdviceQuery],
    ),
    MenuEntry(
        path="/consultations/approvals",
        title=lazy_gettext("Do zatwierdzenia"),
        roles=ROLES[ApproveCard],
    ),
    MenuEntry(
        path="/consultations/register",
        title=lazy_gettext("Rejestr porad"),
        roles=ROLES[RegisterOfAdviceQuery],
    ),
    MenuEntry(
        path="/consultations/timesheets",
        title=lazy_gettext("Czas pracy"),
        roles=ROLES[TimesheetQuery],
    ),
    MenuEntry(path="/consultations/team", title=lazy_gettext("Zespół"), roles=ROLES[AdvisersQuery]),
)
