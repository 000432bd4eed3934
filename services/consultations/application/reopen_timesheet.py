"""A coordinator, or a deputy, opens a closed month, so that an entry can be made or put right."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.application.timesheet_commands import ReopenTimesheet
from services.consultations.domain.text_changes import text_changes


def reopen_timesheet(command: ReopenTimesheet, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    refuse_deputy_out_of_term(command, work, now)
    coordinator = command.actor.staff_id
    (adviser,) = work.advisers.hold([command.adviser_id])
    sheet = work.timesheets.of(adviser.id, command.month)
    reopened = sheet.reopen(command.reason, command.remarks, by=coordinator, now=now)
    work.timesheets.keep(sheet)
    remarks = text_changes({}, {"reopening_remarks": command.remarks})
    work.history.record(sheet.id, remarks, by=coordinator, now=now)
    work.journal.append(reopened, caused_by=command)
