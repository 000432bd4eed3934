"""A coordinator gives a card back to be put right."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import ReturnCard
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.domain.text_changes import text_changes


def return_card(command: ReturnCard, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    refuse_deputy_out_of_term(command, work, now)
    coordinator = command.actor.staff_id
    card = work.cards.get(command.card_id)
    returned = card.return_(command.reason, command.remarks, by=coordinator, now=now)
    work.cards.save(card)
    remarks = text_changes({}, {"return_remarks": command.remarks})
    work.history.record(card.id, remarks, by=coordinator, now=now)
    work.journal.append(returned, caused_by=command, programme=card.programme)
