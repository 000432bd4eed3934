"""Timesheets in their tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select

from services.consultations.domain.closed_months import ClosedMonths
from services.consultations.domain.timesheet import Closing, Reopening, Timesheet
from services.consultations.storage.inserting import add_record
from services.consultations.storage.saving import save_record
from services.consultations.storage.working_time_tables import timesheet as sheets
from services.consultations.storage.working_time_tables import timesheet_closing as closings
from shared.contracts.consultations import ProgrammeTime, ReopeningReason


@dataclass(frozen=True)
class StoredTimesheets:
    """The timesheets of this node's advisers, inside one transaction."""

    connection: Connection

    def of(self, adviser_id: UUID, month: date) -> Timesheet:
        sheet = Timesheet(adviser_id=adviser_id, month=month)
        version = self.connection.execute(
            select(sheets.c.version).where(sheets.c.timesheet_id == sheet.id)
        ).scalar_one_or_none()
        if version is None:
            return sheet
        rows = self.connection.execute(
            select(closings)
            .where(closings.c.timesheet_id == sheet.id)
            .order_by(closings.c.closing_number)
        )
        sheet.version = version
        sheet.closings = tuple(_closing(row) for row in rows)
        return sheet

    def keep(self, sheet: Timesheet) -> None:
        values = {
            "timesheet_id": sheet.id,
            "version": sheet.version,
            "adviser_id": sheet.adviser_id,
            "month": sheet.month,
            "closed": sheet.closing is not None,
        }
        if sheet.version == 1:
            add_record(self.connection, sheets, values)
        else:
            save_record(self.connection, sheets, values)
        last = sheet.closings[-1]
        self.connection.execute(
            delete(closings).where(
                closings.c.timesheet_id == sheet.id, closings.c.closing_number == last.number
            )
        )
        self.connection.execute(
            insert(closings).values(timesheet_id=sheet.id, **_closing_values(last))
        )

    def closed_months(self, adviser_ids: Sequence[UUID]) -> ClosedMonths:
        rows = self.connection.execute(
            select(sheets.c.adviser_id, sheets.c.month).where(
                sheets.c.adviser_id.in_(adviser_ids), sheets.c.closed
            )
        )
        return ClosedMonths(frozenset((row.adviser_id, row.month) for row in rows))


def _closing_values(closing: Closing) -> dict[str, Any]:
    reopening = closing.reopening
    return {
        "closing_number": closing.number,
        "closed_by": closing.closed_by,
        "closed_at": closing.closed_at,
        "late_entries": closing.late_entries,
        "time": [astuple(each) for each in closing.time],
        "reopened_by": reopening and reopening.reopened_by,
        "reopened_at": reopening and reopening.reopened_at,
        "reopening_reason": reopening and reopening.reason,
        "reopening_remarks": reopening and reopening.remarks,
    }


def _closing(row: Row[tuple[Any, ...]]) -> Closing:
    reopening = None
    if row.reopened_by is not None:
        reopening = Reopening(
            reopened_by=row.reopened_by,
            reopened_at=row.reopened_at,
            reason=ReopeningReason(row.reopening_reason),
            remarks=row.reopening_remarks,
        )
    return Closing(
        number=row.closing_number,
        closed_by=row.closed_by,
        closed_at=row.closed_at,
        late_entries=row.late_entries,
        time=tuple(
            ProgrammeTime(programme=code, advice_minutes=advice, duty_minutes=duty)
            for code, advice, duty in row.time
        ),
        reopening=reopening,
    )
