"""An adviser finishes a card."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import SignCard
from services.consultations.application.ports import UnitOfWork


def sign_card(command: SignCard, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    card = work.cards.get(command.card_id)
    signed = card.sign(by=command.actor.staff_id, now=now)
    work.cards.save(card)
    work.journal.append(signed, caused_by=command, programme=card.programme)
