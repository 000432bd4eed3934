"""An adviser, or a coordinator for them, says when clients are usually received."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.own_time import refuse_time_of_another
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.working_time_commands import SetWorkingHours


def set_working_hours(command: SetWorkingHours, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    refuse_time_of_another(command.actor, command.adviser_id)
    (adviser,) = work.advisers.hold([command.adviser_id])
    hours = work.working_hours.of(adviser.id)
    changed = hours.set_week(command.week, now)
    work.working_hours.keep(hours)
    work.journal.append(changed, caused_by=command)
