"""A coordinator or the node's administrator lets somebody give advice."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import RegisterAdviser
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.text_changes import text_changes


def register_adviser(command: RegisterAdviser, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    adviser = Adviser(
        id=command.adviser_id,
        full_name=command.full_name,
        staff_role=command.staff_role,
        active_from=command.active_from,
        active_to=command.active_to,
    )
    registered = adviser.register(now)
    work.advisers.add(adviser)
    name = text_changes({}, {"full_name": adviser.full_name})
    work.history.record(adviser.id, name, by=command.actor.staff_id, now=now)
    work.journal.append(registered, caused_by=command)
