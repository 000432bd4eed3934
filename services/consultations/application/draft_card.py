"""An adviser begins a card."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import DraftCard
from services.consultations.application.kept_appointment import keep_appointment
from services.consultations.application.look_up_advice import circumstances_of, look_up_advice
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.programme_versions import in_force
from services.consultations.domain.text_changes import text_changes
from shared.kernel.clock import business_day


@dataclass(frozen=True, kw_only=True)
class DraftedCard:
    """How the card is called, and the length that was computed."""

    card_id: UUID
    card_number: str
    minutes: int


def draft_card(command: DraftCard, work: UnitOfWork, now: datetime) -> DraftedCard:
    authorise(command)
    told, author = command.advice, command.actor.staff_id
    programme = in_force(command.programme, told.held_on, work.programmes.known())
    advice = look_up_advice(told, programme, work, support_path_id=told.support_path_id)
    card = AdviceCard(
        id=command.card_id,
        number=work.cards.next_number(business_day(now).year),
        programme=programme.reference,
        drafted_at=now,
        advice=advice,
        texts=command.texts,
        appointment_id=command.appointment_id,
    )
    drafted = card.draft(circumstances_of(card.id, advice, programme, work, now), by=author)
    work.cards.add(card)
    work.history.record(card.id, text_changes({}, asdict(card.texts)), by=author, now=now)
    work.journal.append(drafted, caused_by=command, programme=card.programme)
    if command.appointment_id is not None:
        keep_appointment(command, command.appointment_id, advice, work, now)
    return DraftedCard(card_id=card.id, card_number=card.number, minutes=advice.session.minutes)
