"""Somebody of the staff records that the client confirmed the advice."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import ConfirmAdvice
from services.consultations.application.ports import UnitOfWork


def confirm_advice(command: ConfirmAdvice, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    card = work.cards.get(command.card_id)
    confirmed = card.confirm(command.confirmed_on, command.means, now=now)
    work.cards.save(card)
    work.journal.append(confirmed, caused_by=command, programme=card.programme)
