"""Advice cards as facts: each counts once, from its approval on (domain.md 7.5, R-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.projection.programmes import programme_of
from services.reporting.projection.tables import (
    advice_client_fact,
    advice_fact,
    confirmation_fact,
)
from shared.messaging.projection import Add, Change, Folding, Supersede

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shared.contracts.consultations import (
        AdviceCardApproved,
        AdviceCardCorrected,
        AdviceConfirmed,
    )


def approved(folding: Folding[AdviceCardApproved]) -> Iterator[Change]:
    """Count a card."""
    yield from _counted(folding)


def corrected(folding: Folding[AdviceCardCorrected]) -> Iterator[Change]:
    """Count what the correction says instead of what was known; nothing if it annuls the card."""
    key = {"card_id": folding.event.card_id}
    yield Supersede(advice_fact, key)
    yield Supersede(advice_client_fact, key)
    if folding.event.counted:
        yield from _counted(folding)


def confirmed(folding: Folding[AdviceConfirmed]) -> Iterator[Change]:
    """Keep the client's word, which may come before or after the approval."""
    event = folding.event
    yield Add(
        confirmation_fact,
        {
            "node": folding.origin.node,
            "card_id": event.card_id,
            "card_number": event.card_number,
            "confirmed_on": event.confirmed_on,
            "means": event.means.value,
        },
    )


def _counted(
    folding: Folding[AdviceCardApproved] | Folding[AdviceCardCorrected],
) -> Iterator[Change]:
    event = folding.event
    card = {
        "node": folding.origin.node,
        "programme": programme_of(folding),
        "card_id": event.card_id,
        "card_number": event.card_number,
        "held_on": event.held_on,
        "field_of_advice": event.field_of_advice,
        "form_of_contact": event.form_of_contact,
    }
    yield Add(advice_fact, {**card, "minutes": event.minutes})
    for client in event.clients:
        yield Add(
            advice_client_fact,
            {
                **card,
                "client_id": client.client_id,
                "client_kind": client.client_kind.value,
                "sex": client.sex,
                "age_band": client.age_band,
                "gmina": client.gmina,
                "status": client.status,
            },
        )
