"""A coordinator, or a deputy, adds a person's month up and locks it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.application.timesheet_commands import CloseTimesheet
from services.consultations.application.work_of_month import work_of_month


@dataclass(frozen=True, kw_only=True)
class ClosedTimesheet:
    """Which sheet it is, and how many times it has been closed by now."""

    timesheet_id: UUID
    closing_number: int


def close_timesheet(command: CloseTimesheet, work: UnitOfWork, now: datetime) -> ClosedTimesheet:
    """The adviser is held before the cards are read, as by whoever dates a card in the month.

    Approval need not hold anybody: a card that it finds waiting stops the closing.
    """
    authorise(command)
    refuse_deputy_out_of_term(command, work, now)
    (adviser,) = work.advisers.hold([command.adviser_id])
    sheet = work.timesheets.of(adviser.id, command.month)
    closed = sheet.close(work_of_month(sheet, work), by=command.actor.staff_id, now=now)
    work.timesheets.keep(sheet)
    work.journal.append(closed, caused_by=command)
    return ClosedTimesheet(timesheet_id=sheet.id, closing_number=len(sheet.closings))
