"""A coordinator says that two files may be of one client after all."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import TakeBackTellingApart
from services.consultations.application.ports import UnitOfWork


def take_back_telling_apart(command: TakeBackTellingApart, work: UnitOfWork, now: datetime) -> None:
    """Raise `NotToldApart` if nobody said otherwise; who did stays in the database."""
    authorise(command)
    pair = frozenset({command.one_id, command.other_id})
    work.told_apart.withdraw(pair, by=command.actor.staff_id, now=now)
