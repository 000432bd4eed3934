"""Real records of the lived-in centre, by the names that routes have for them."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import select

from services.consultations.storage.tables import advice_card, card_adviser
from services.node.installing import NodePlace
from shared.database import Database


def examples_of(place: NodePlace) -> Mapping[str, str]:
    """Return an example for the arguments of routes, or for whole routes."""
    database = Database(place.settings.databases["consultations"])
    with database.read() as connection:
        cards = connection.execute(
            select(advice_card.c.state, advice_card.c.card_id, card_adviser.c.adviser_id)
            .join(card_adviser)
            .order_by(advice_card.c.held_on)
        ).all()
    database.close()
    in_state = {row.state: str(row.card_id) for row in cards}
    (author,) = {str(row.adviser_id) for row in cards if row.state == "returned"}
    approved = next(
        str(row.card_id)
        for row in cards
        if row.state == "approved" and str(row.adviser_id) == author
    )
    here = "/consultations"
    figure = "/reporting/figures/hours_of_advice"
    june = "first=2009-06-01&last=2009-06-30"
    return {
        "code": "en",
        "card_id": approved,
        "adviser_id": author,
        "month": "2009-06",
        "programme": "owss-2009",
        "number": "1",
        "kind": "pdf",
        "name": "hours_of_advice",
        "/reporting/event": "/reporting/event?source=/nodes/cistor/consultations&position=1",
        "/reporting/figures/<name>": f"{figure}?{june}",
        "/reporting/figures/<name>/rows": f"{figure}/rows?{june}",
        f"{here}/approvals/<uuid:card_id>": f"{here}/approvals/{in_state['documented']}",
        f"{here}/cards/<uuid:card_id>/edit": f"{here}/cards/{in_state['returned']}/edit",
    }
