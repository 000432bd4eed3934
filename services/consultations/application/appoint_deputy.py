"""A coordinator, or the node's administrator, lets somebody stand in for the coordinator."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.deputy_commands import AppointDeputy
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.deputy import Deputy
from services.consultations.domain.text_changes import text_changes


def appoint_deputy(command: AppointDeputy, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    deputy = Deputy(
        id=command.deputy_id,
        staff_id=command.staff_id,
        full_name=command.full_name,
        organisation=command.organisation,
        valid_from=command.valid_from,
        valid_to=command.valid_to,
    )
    appointed = deputy.appoint(now)
    work.deputies.add(deputy)
    names = {"full_name": deputy.full_name, "organisation": deputy.organisation}
    changes = text_changes({}, names)
    work.history.record(deputy.id, changes, by=command.actor.staff_id, now=now)
    work.journal.append(appointed, caused_by=command)
