"""Somebody of the staff reads a card."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import CardQuery
from services.consultations.application.ports import Records
from services.consultations.domain.advice_card import AdviceCard


def read_card(query: CardQuery, records: Records) -> AdviceCard:
    authorise(query)
    return records.cards.get(query.card_id)
