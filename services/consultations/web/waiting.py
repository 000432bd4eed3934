"""What waits for the person, as a part of the start page; each number opens its list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from services.consultations.application.commands import DraftCard
from services.consultations.application.what_waits import what_waits
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.domain.register_of_advice import RegisterFilter
from services.consultations.domain.waiting import Waiting, WaitingKind
from services.consultations.requests.choices import WhatWaitsRequest
from services.consultations.web.asking import ask, may

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
        tiles=[_tile(each) for each in found if each.count],
        may_draft=may(DraftCard),
    )


def _tile(found: Waiting) -> Tile:
    href = _address(found)
    late = (
        f"{href}&late=1" if found.cards and found.kind is not WaitingKind.CARDS_TO_APPROVE else ""
    )
    return Tile(
        title=_(str(_TITLES[found.kind])),
        count=found.count,
        late=found.late,
        href=href,
        href_late=late,
    )


def _address(found: Waiting) -> str:
    if found.kind is WaitingKind.CARDS_TO_APPROVE:
        return url_for("approvals.queue")
    if found.cards is not None:
        return f"{url_for('cards.cards')}?{urlencode(_of_cards(found.cards), doseq=True)}"
    if found.appointments is not None:
        asked = urlencode(_of_appointments(found.appointments))
        return f"{request.script_root}/appointments?{asked}"
    if found.month is not None:
        return url_for("timesheets.sheets", month=f"{found.month:%Y-%m}", to_close=1)
    return f"{request.script_root}/follow-ups"


def _of_cards(which: RegisterFilter) -> dict[str, object]:
    """Return a filter as the list of cards reads it from its address."""
    return {
        "adviser_id": which.adviser_id,
        "states": sorted(which.states),
        "sort": "held_on",
    }


def _of_appointments(which: AppointmentFilter) -> dict[str, object]:
    """Return a filter as the list of appointments reads it from its address."""
    asked = {
        "first": which.period and which.period.first,
        "last": which.period and which.period.last,
        "adviser_id": which.adviser_id,
        "state": which.state,
    }
    return {name: value for name, value in asked.items() if value is not None}
