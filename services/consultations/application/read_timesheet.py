"""An adviser reads their own month, a coordinator that of anybody."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.authorise import authorise
from services.consultations.application.own_time import refuse_time_of_another
from services.consultations.application.ports import Records
from services.consultations.application.timesheet_commands import TimesheetQuery
from services.consultations.application.work_of_month import work_of_month
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.month_of_work import MonthOfWork
from services.consultations.domain.timesheet import Timesheet


@dataclass(frozen=True, kw_only=True)
class TimesheetRead:
    """A sheet with whose it is and what its month holds now."""

    adviser: Adviser
    sheet: Timesheet
    work: MonthOfWork


def read_timesheet(query: TimesheetQuery, records: Records) -> TimesheetRead:
    authorise(query)
    refuse_time_of_another(query.actor, query.adviser_id)
    adviser = records.advisers.get(query.adviser_id)
    sheet = records.timesheets.of(adviser.id, query.month)
    return TimesheetRead(adviser=adviser, sheet=sheet, work=work_of_month(sheet, records))
