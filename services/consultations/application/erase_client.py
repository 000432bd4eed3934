"""A coordinator lets a client's personal data be forgotten."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.client_commands import EraseClient
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.client import marks_of
from services.consultations.domain.text_changes import TextChange

ERASED = TextChange(field="personal_data", before=None, after=None)


def erase_client(command: EraseClient, work: UnitOfWork, now: datetime) -> None:
    """Blank the client's files and the words of every card, path and appointment of theirs.

    The words of a card may name any of its clients, so they go as a whole, and so do the scans of
    what was signed. Forms that name the client and were not sent are forgotten. Codes, days and
    minutes stay: no figure changes. Who changed what and when stays in the history, without the
    words. Asking again changes nothing but words that were written since.
    """
    authorise(command)
    work.clients.hold_entry()
    files = work.clients.family(work.clients.kept(command.client_id).id)
    ids = [file.id for file in files]
    cards = work.cards.forget_words(ids)
    work.scans.forget(cards)
    for form in work.unsent_forms.mentioning(marks_of(files)):
        work.unsent_forms.forget(form.place)
    work.history.forget(
        [
            *ids,
            *cards,
            *work.support_paths.forget_words(ids),
            *work.appointments.forget_words(ids),
        ]
    )
    for file in files:
        if file.erasure is None:
            erased = file.erase(command.ground, now)
            work.clients.save(file)
            work.history.record(file.id, [ERASED], by=command.actor.staff_id, now=now)
            work.journal.append(erased, caused_by=command)
