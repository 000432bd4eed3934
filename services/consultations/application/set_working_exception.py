"""An adviser, or a coordinator for them, says that one day differs."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.own_time import refuse_time_of_another
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.working_time_commands import SetWorkingException


def set_working_exception(command: SetWorkingException, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    refuse_time_of_another(command.actor, command.adviser_id)
    (adviser,) = work.advisers.hold([command.adviser_id])
    hours = work.working_hours.of(adviser.id)
    changed = hours.set_exception(command.exception, now)
    work.working_hours.keep(hours)
    work.journal.append(changed, caused_by=command)
