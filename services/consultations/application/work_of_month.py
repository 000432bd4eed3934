"""From a sheet to the entries of its month."""

from __future__ import annotations

from dataclasses import replace

from services.consultations.application.ports import Records
from services.consultations.domain.month_of_work import (
    MonthOfWork,
    days_to_enter,
    in_order,
    is_late,
)
from services.consultations.domain.timesheet import Timesheet
from shared.kernel.period import Period


def work_of_month(sheet: Timesheet, records: Records) -> MonthOfWork:
    """Return what the person worked, each entry with whether it was made late."""
    period = Period.of_month(sheet.month.year, sheet.month.month)
    days = days_to_enter(records.programmes.known())
    entries = in_order(
        [
            replace(entry, late=is_late(entry, days[entry.programme], sheet.first_closed_at))
            for entry in records.diaries.worked(sheet.adviser_id, period)
        ]
    )
    return MonthOfWork(
        adviser_id=sheet.adviser_id,
        period=period,
        entries=tuple(entry for entry in entries if entry.approved),
        pending=tuple(entry for entry in entries if not entry.approved),
    )
