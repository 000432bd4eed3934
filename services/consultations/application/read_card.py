"""Somebody of the staff reads a card."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import CardQuery
from services.consultations.application.ports import Records
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.domain.advice_card import AdviceCard


def read_card(query: CardQuery, records: Records, now: datetime) -> AdviceCard:
    authorise(query)
    refuse_deputy_out_of_term(query, records, now)
    return records.cards.get(query.card_id)
