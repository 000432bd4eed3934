"""What waits for the person, as a part of the start page; each number opens its list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from services.consultations.application.commands import DraftCard, RegisterAdviser
from services.consultations.application.what_waits import what_waits
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.domain.register_of_advice import RegisterFilter
from services.consultations.domain.waiting import Waiting, WaitingKind
from services.consultations.requests.choices import WhatWaitsRequest
from services.consultations.web.asking import ask, may
from services.consultations.web.finding import choices
from services.consultations.web.team import newcomers
from shared.web.guarding import person

pages = Blueprint("waiting", __name__)

_TITLES: Final[Mapping[WaitingKind, LazyString]] = {
    WaitingKind.APPOINTMENTS_TODAY: lazy_gettext("Moje wizyty dzisiaj"),
    WaitingKind.APPOINTMENTS_UNSETTLED: lazy_gettext("Minione wizyty bez karty i bez niestawienia"),
    WaitingKind.CARDS_TO_FINISH: lazy_gettext("Moje karty do dokończenia"),
    WaitingKind.CARDS_RETURNED: lazy_gettext("Moje karty zwrócone do poprawy"),
    WaitingKind.CARDS_TO_APPROVE: lazy_gettext("Karty do zatwierdzenia"),
    WaitingKind.REQUESTS_TO_SCHEDULE: lazy_gettext("Zgłoszenia do umówienia"),
    WaitingKind.TIMESHEETS_TO_CLOSE: lazy_gettext("Karty czasu pracy do zamknięcia"),
    WaitingKind.FOLLOW_UPS_DUE: lazy_gettext("Klienci do zapytania o wynik porady"),
}


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One number with its list."""

    title: str
    count: int
    late: int
    href: str
    href_late: str


@pages.get("/waiting")
def waiting() -> ResponseReturnValue:
    """Answer with the part of the start page that is about consultations."""
    found = ask(WhatWaitsRequest(), what_waits)
    return render_template(
        "consultations/waiting.html",
        tiles=[_tile(each) for each in found if each.count] + _newcomers(),
        may_draft=may(DraftCard),
        is_in_team=not may(DraftCard) or _advises(person().staff_id),
    )


def _advises(staff_id: UUID) -> bool:
    """Say whether somebody made an adviser of who has the account of one."""
    return any(adviser.id == staff_id for adviser in choices().advisers)


def _newcomers() -> list[Tile]:
    """Return a number of people who have an account and nothing that they may do with it yet."""
    count = len(newcomers()) if may(RegisterAdviser) else 0
    title, href = _("Osoby do przyjęcia do zespołu"), url_for("team.team")
    return [Tile(title=title, count=count, late=0, href=href, href_late=href)] if count else []


def _tile(found: Waiting) -> Tile:
    return Tile(
        title=_(str(_TITLES[found.kind])),
        count=found.count,
        late=found.late,
        href=_address(found),
        href_late=_address_of_late(found),
    )


def _address(found: Waiting) -> str:
    if found.kind is WaitingKind.CARDS_TO_APPROVE:
        return url_for("approvals.queue")
    if found.cards is not None:
        return url_for("cards.cards", **_of_cards(found.cards))
    if found.appointments is not None:
        return url_for("appointments.appointments", **_of_appointments(found.appointments))
    if found.month is not None:
        return url_for("timesheets.sheets", month=f"{found.month:%Y-%m}", to_close=1)
    return url_for("client_way.follow_ups")


def _address_of_late(found: Waiting) -> str:
    if found.cards is not None:
        return url_for("cards.cards", **_of_cards(found.cards), late=1)
    if found.late_appointments is not None:
        return url_for("appointments.appointments", **_of_appointments(found.late_appointments))
    return _address(found)


def _of_cards(which: RegisterFilter) -> dict[str, Any]:
    """Return a filter as the list of cards reads it from its address."""
    return {
        "adviser_id": which.adviser_id,
        "not_adviser_id": which.not_adviser_id,
        "states": sorted(which.states),
        "sort": "held_on",
    }


def _of_appointments(which: AppointmentFilter) -> dict[str, Any]:
    """Return a filter as the list of appointments reads it from its address."""
    return {
        "first": which.period and which.period.first,
        "last": which.period and which.period.last,
        "adviser_id": which.adviser_id,
        "state": which.state,
    }
