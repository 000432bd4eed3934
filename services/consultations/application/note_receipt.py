"""The centre tells that a client came where this node had sent them."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import NoteReceipt
from services.consultations.application.ports import UnitOfWork


def note_receipt(command: NoteReceipt, work: UnitOfWork, now: datetime) -> None:
    """Put it on the referral, once: the centre tells it until it hears that it is there."""
    authorise(command)
    referral = work.referrals.get(command.referral_id)
    noted = referral.note_receipt(command.arrival, now)
    if noted is not None:
        work.referrals.save(referral)
        work.journal.append(noted, caused_by=command, programme=referral.programme)
