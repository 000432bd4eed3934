"""When advisers receive clients, in its tables."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, delete, insert, select

from services.consultations.domain.working_hours import (
    Hours,
    WeeklyHours,
    WorkingException,
    WorkingHours,
    WorkingWeek,
)
from services.consultations.storage import working_time_tables as tables
from services.consultations.storage.inserting import add_record
from services.consultations.storage.saving import save_record
from shared.contracts.consultations import WorkingExceptionKind


@dataclass(frozen=True)
class StoredWorkingHours:
    """The working hours of this node's advisers, inside one transaction."""

    connection: Connection

    def of(self, adviser_id: UUID) -> WorkingHours:
        table = tables.working_hours
        version = self.connection.execute(
            select(table.c.version).where(table.c.adviser_id == adviser_id)
        ).scalar_one_or_none()
        if version is None:
            return WorkingHours(adviser_id=adviser_id)
        week, exception = tables.working_week, tables.working_exception
        weeks = self.connection.execute(
            select(week).where(week.c.adviser_id == adviser_id).order_by(week.c.valid_from)
        )
        exceptions = self.connection.execute(
            select(exception).where(exception.c.adviser_id == adviser_id).order_by(exception.c.day)
        )
        return WorkingHours(
            adviser_id=adviser_id,
            weeks=tuple(
                WorkingWeek(
                    valid_from=row.valid_from,
                    hours=tuple(
                        WeeklyHours(weekday=weekday, **_from_to(begin, end))
                        for weekday, begin, end in row.hours
                    ),
                )
                for row in weeks
            ),
            exceptions=tuple(
                WorkingException(
                    day=row.day,
                    kind=WorkingExceptionKind(row.kind),
                    hours=tuple(Hours(**_from_to(begin, end)) for begin, end in row.hours),
                )
                for row in exceptions
            ),
            version=version,
        )

    def keep(self, hours: WorkingHours) -> None:
        values = {"adviser_id": hours.adviser_id, "version": hours.version}
        if hours.version == 1:
            add_record(self.connection, tables.working_hours, values)
        else:
            save_record(self.connection, tables.working_hours, values)
        self._replace(
            tables.working_week,
            hours.adviser_id,
            [
                {
                    "valid_from": week.valid_from,
                    "hours": [[each.weekday, *_times(each)] for each in week.hours],
                }
                for week in hours.weeks
            ],
        )
        self._replace(
            tables.working_exception,
            hours.adviser_id,
            [
                {"day": each.day, "kind": each.kind, "hours": [_times(one) for one in each.hours]}
                for each in hours.exceptions
            ],
        )

    def _replace(self, table: Table, adviser_id: UUID, rows: list[dict[str, Any]]) -> None:
        self.connection.execute(delete(table).where(table.c.adviser_id == adviser_id))
        if rows:
            self.connection.execute(
                insert(table), [{"adviser_id": adviser_id, **row} for row in rows]
            )


def _times(hours: Hours) -> list[str]:
    return [f"{hours.started_at:%H:%M}", f"{hours.ended_at:%H:%M}"]


def _from_to(begin: str, end: str) -> dict[str, Any]:
    return {"started_at": time.fromisoformat(begin), "ended_at": time.fromisoformat(end)}
