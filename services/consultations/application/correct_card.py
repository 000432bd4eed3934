"""A coordinator puts an approved card right by an entry."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import CorrectCard
from services.consultations.application.look_up_advice import circumstances_of, look_up_advice
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.domain.text_changes import text_changes


def correct_card(command: CorrectCard, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    refuse_deputy_out_of_term(command, work, now)
    coordinator = command.actor.staff_id
    card = work.cards.get(command.card_id)
    programme = work.programmes.get(card.programme)
    path = card.advice.support_path_id
    advice = look_up_advice(
        command.advice, programme, work, support_path_id=path, before=card.advice
    ).keeping_answers(card.advice)
    corrected = card.correct(
        advice,
        command.reason,
        command.remarks,
        circumstances_of(card.id, advice, programme, work, now, before=card.advice),
        counted=command.counted,
        by=coordinator,
    )
    work.cards.save(card)
    remarks = text_changes({}, {"correction_remarks": command.remarks})
    work.history.record(card.id, remarks, by=coordinator, now=now)
    work.journal.append(corrected, caused_by=command, programme=card.programme)
