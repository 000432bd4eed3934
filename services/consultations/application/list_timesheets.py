"""A coordinator, or a deputy, sees whose month is closed; an adviser sees their own."""

from __future__ import annotations

from datetime import date, datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.application.standing_in import (
    refuse_deputy_out_of_term,
    stands_in,
)
from services.consultations.application.timesheet_commands import TimesheetsQuery
from services.consultations.domain.timesheet_list import TimeOfMonth, TimesheetLine
from shared.kernel.command import Role
from shared.kernel.period import Period
from shared.kernel.polish import collation_key


def list_timesheets(
    query: TimesheetsQuery, records: Records, now: datetime
) -> tuple[TimesheetLine, ...]:
    """Return the lines that the actor may open, in the order of names."""
    authorise(query)
    refuse_deputy_out_of_term(query, records, now)
    actor = query.actor
    sees_all = Role.COORDINATOR in actor.roles or stands_in(actor, records, now)
    return tuple(
        line
        for line in lines_of_month(query.month, records)
        if sees_all or line.adviser.id == actor.staff_id
    )


def lines_of_month(month: date, records: Records) -> tuple[TimesheetLine, ...]:
    """Return a line for everybody who gave advice in the month or could have."""
    period = Period.of_month(month.year, month.month)
    worked = records.diaries.time_of_month(period)
    advisers = records.advisers.known()
    closed = records.timesheets.closed_months([adviser.id for adviser in advisers])
    lines = (
        TimesheetLine(
            adviser=adviser,
            time=worked.get(adviser.id, TimeOfMonth()),
            closed=(adviser.id, month) in closed.closed,
        )
        for adviser in sorted(advisers, key=lambda each: collation_key(each.full_name))
    )
    return tuple(line for line in lines if line.has_entries or line.adviser.is_active_in(period))
