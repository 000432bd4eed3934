"""Real records of the lived-in centre, by the names that routes have for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import Connection, select

from services.consultations.domain.advice_card import CardState
from services.consultations.storage.path_tables import referral, support_path_client
from services.consultations.storage.tables import advice_card, card_adviser
from services.consultations.storage.working_time_tables import appointment, deputy, duty
from services.node.installing import NodePlace
from shared.database import Database
from tests.browser.people import DEPUTY, links_of

_ADVICE: Final = "/consultations"
_FIGURE: Final = "/reporting/figures/hours_of_advice"
_JUNE: Final = "first=2009-06-01&last=2009-06-30"


def examples_of(place: NodePlace) -> Mapping[str, str]:
    """Return an example for the arguments of routes, or for whole routes."""
    database = Database(place.settings.databases["consultations"])
    with database.read() as connection:
        found = {**_cards(connection), **_others(connection)}
    database.close()
    invitation, reset = links_of(place)
    return {
        "code": "pl",
        "staff_id": str(DEPUTY),
        "token": "nobody-has-this-one",
        "/accounts/invitation/<token>": f"/accounts/invitation/{invitation}",
        "/accounts/reset/<token>": f"/accounts/reset/{reset}",
        "month": "2009-06",
        "file_format": "xlsx",
        f"{_ADVICE}/import/template/<kind>.xlsx": f"{_ADVICE}/import/template/klienci.xlsx",
        **found,
        "programme": "owss-2009",
        "number": "1",
        "kind": "pdf",
        "name": "hours_of_advice",
        "/reporting/event": "/reporting/event?source=/nodes/cistor/consultations&position=1",
        "/reporting/figures/<name>": f"{_FIGURE}?{_JUNE}",
        "/reporting/figures/<name>/rows": f"{_FIGURE}/rows?{_JUNE}",
    }


def _cards(connection: Connection) -> Mapping[str, str]:
    cards = connection.execute(
        select(advice_card.c.state, advice_card.c.card_id, card_adviser.c.adviser_id)
        .join(card_adviser)
        .order_by(advice_card.c.held_on.desc())
    ).all()
    in_state = {row.state: str(row.card_id) for row in cards}
    (author,) = {row.adviser_id for row in cards if row.state == CardState.RETURNED}
    own = {row.state: str(row.card_id) for row in cards if row.adviser_id == author}
    waiting, returned = in_state[CardState.DOCUMENTED], own[CardState.RETURNED]
    return {
        "card_id": own[CardState.APPROVED],
        "adviser_id": str(author),
        f"{_ADVICE}/approvals/<uuid:card_id>": f"{_ADVICE}/approvals/{waiting}",
        f"{_ADVICE}/cards/<uuid:card_id>/edit": f"{_ADVICE}/cards/{returned}/edit",
    }


def _others(connection: Connection) -> Mapping[str, str]:
    keys = {
        "appointment_id": appointment.c.appointment_id,
        "client_id": support_path_client.c.client_id,
        "path_id": support_path_client.c.support_path_id,
        "duty_id": duty.c.duty_id,
        "deputy_id": deputy.c.deputy_id,
        "referral_id": referral.c.referral_id,
    }
    return {
        name: str(connection.execute(select(key).order_by(key.table.c[0])).scalars().first())
        for name, key in keys.items()
    }
