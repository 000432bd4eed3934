"""A coordinator accepts a card: its hours count."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import ApproveCard
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.standing_in import refuse_deputy_out_of_term


def approve_card(command: ApproveCard, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    refuse_deputy_out_of_term(command, work, now)
    card = work.cards.get(command.card_id)
    approved = card.approve(by=command.actor.staff_id, now=now)
    work.cards.save(card)
    work.journal.append(approved, caused_by=command, programme=card.programme)
