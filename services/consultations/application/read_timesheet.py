"""An adviser reads their own month; a coordinator, or a deputy, that of anybody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.own_time import refuse_time_of_another
from services.consultations.application.ports import Records
from services.consultations.application.standing_in import refuse_without_term
from services.consultations.application.timesheet_commands import TimesheetQuery
from services.consultations.application.work_of_month import work_of_month
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.month_of_work import MonthOfWork
from services.consultations.domain.timesheet import Timesheet
from shared.contracts.programme import Programme
from shared.kernel.command import Role


@dataclass(frozen=True, kw_only=True)
class TimesheetRead:
    """A sheet with whose it is, what its month holds now, and what has to be known to print it."""

    adviser: Adviser
    sheet: Timesheet
    work: MonthOfWork
    programmes: tuple[Programme, ...]
    node: str


def read_timesheet(query: TimesheetQuery, records: Records, now: datetime) -> TimesheetRead:
    authorise(query)
    roles, own = query.actor.roles, query.actor.staff_id == query.adviser_id
    if Role.DEPUTY_COORDINATOR in roles and Role.COORDINATOR not in roles and not own:
        refuse_without_term(query.actor, records, now)
    else:
        refuse_time_of_another(query.actor, query.adviser_id)
    return sheet_of_month(query.adviser_id, query.month, records)


def sheet_of_month(adviser_id: UUID, month: date, records: Records) -> TimesheetRead:
    """Return a person's month, whoever asks; raise `AdviserNotFound`."""
    adviser = records.advisers.get(adviser_id)
    sheet = records.timesheets.of(adviser.id, month)
    return TimesheetRead(
        adviser=adviser,
        sheet=sheet,
        work=work_of_month(sheet, records),
        programmes=records.programmes.known(),
        node=records.node,
    )
