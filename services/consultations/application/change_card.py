"""An adviser writes something else on a card that is not signed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import ChangeCard
from services.consultations.application.look_up_advice import circumstances_of, look_up_advice
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.text_changes import text_changes
from shared.kernel.command import StaleRecord


def change_card(command: ChangeCard, work: UnitOfWork, now: datetime) -> None:
    """Raise `StaleRecord` if the card is no longer the one that the author read.

    Words come with every change, so a card is left as it is once one of its clients was erased.
    """
    authorise(command)
    told, author = command.advice, command.actor.staff_id
    card = work.cards.get(command.card_id)
    if command.expected_version not in {None, card.version}:
        raise StaleRecord(card.number)
    programme = work.programmes.get(card.programme)
    for client in work.clients.hold(told.client_ids):
        client.refuse_if_erased()
    advice = look_up_advice(
        told, programme, work, support_path_id=told.support_path_id, before=card.advice
    )
    texts = text_changes(asdict(card.texts), asdict(command.texts))
    circumstances = circumstances_of(card.id, advice, programme, work, now)
    changed = card.change(advice, command.texts, circumstances, by=author)
    work.cards.save(card)
    work.history.record(card.id, texts, by=author, now=now)
    work.journal.append(changed, caused_by=command, programme=card.programme)
