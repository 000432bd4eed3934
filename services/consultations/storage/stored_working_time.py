"""What the rows about working time hold, as plain values to compare with the journal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from uuid import UUID

from sqlalchemy import Connection

from services.consultations.storage import working_time_tables as tables
from services.consultations.storage.stored_subjects import (
    SubjectKind,
    minutes_between,
    read_rows,
    values_of,
)
from services.consultations.storage.told_subjects import Values
from shared.contracts.consultations import ProgrammeTime

_DUTY = (
    "version",
    "adviser_id",
    "programme",
    "recorded_at",
    "counted",
    "held_on",
    "minutes",
)
_APPOINTMENT = (
    "version",
    "programme",
    "state",
    "client_id",
    "client_kind",
    "field_of_advice",
    "form_of_contact",
    "requested_on",
    "adviser_id",
    "held_on",
    "cancelled_on",
    "cancelled_by",
)
_TIMESHEET = ("version", "adviser_id", "month", "closed")
_CLOSING = ("closing_number", "closed_by", "closed_at", "late_entries")
_REOPENING = ("reopened_by", "reopened_at", "reopening_reason")
_DEPUTY = ("version", "staff_id", "valid_from", "valid_to", "recalled_on")
_CORRECTION = ("correction_number", "reason", "counted", "corrected_by", "corrected_at")


def _duties(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    corrections = read_rows(connection, tables.duty_correction, ids, order="correction_number")
    return {
        row.duty_id: {
            **values_of(row, _DUTY),
            "minutes_from_times": minutes_between(row.started_at, row.ended_at),
            "corrections": tuple(
                tuple(values_of(entry, _CORRECTION).values())
                for entry in corrections
                if entry.duty_id == row.duty_id
            ),
        }
        for row in read_rows(connection, tables.duty, ids)
    }


def _working_hours(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    weeks = read_rows(connection, tables.working_week, ids, order="valid_from")
    exceptions = read_rows(connection, tables.working_exception, ids, order="day")
    return {
        row.adviser_id: {
            "version": row.version,
            "weeks": {
                each.valid_from: sum(_minutes(begin, end) for _, begin, end in each.hours)
                for each in weeks
                if each.adviser_id == row.adviser_id
            },
            "exceptions": {
                each.day: (each.kind, sum(_minutes(begin, end) for begin, end in each.hours))
                for each in exceptions
                if each.adviser_id == row.adviser_id
            },
        }
        for row in read_rows(connection, tables.working_hours, ids)
    }


def _appointments(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    return {
        row.appointment_id: {
            **values_of(row, _APPOINTMENT),
            "minutes": row.started_at and minutes_between(row.started_at, row.ended_at),
        }
        for row in read_rows(connection, tables.appointment, ids)
    }


def _timesheets(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    closings = read_rows(connection, tables.timesheet_closing, ids, order="closing_number")
    return {
        row.timesheet_id: {
            **values_of(row, _TIMESHEET),
            "closings": tuple(
                (
                    *values_of(each, _CLOSING).values(),
                    tuple(_programme_time(*time) for time in each.time),
                    each.reopened_by and tuple(values_of(each, _REOPENING).values()),
                )
                for each in closings
                if each.timesheet_id == row.timesheet_id
            ),
        }
        for row in read_rows(connection, tables.timesheet, ids)
    }


def _programme_time(programme: str, advice_minutes: int, duty_minutes: int) -> ProgrammeTime:
    return ProgrammeTime(
        programme=programme, advice_minutes=advice_minutes, duty_minutes=duty_minutes
    )


def _deputies(connection: Connection, ids: Sequence[UUID]) -> dict[UUID, Values]:
    rows = read_rows(connection, tables.deputy, ids)
    return {row.deputy_id: values_of(row, _DEPUTY) for row in rows}


def _minutes(begin: str, end: str) -> int:
    return minutes_between(time.fromisoformat(begin), time.fromisoformat(end))


WORKING_TIME = (
    SubjectKind("duty", tables.duty.c.duty_id, _duties, (tables.duty_correction,)),
    SubjectKind(
        "working-hours",
        tables.working_hours.c.adviser_id,
        _working_hours,
        (tables.working_week, tables.working_exception),
    ),
    SubjectKind("appointment", tables.appointment.c.appointment_id, _appointments),
    SubjectKind(
        "timesheet", tables.timesheet.c.timesheet_id, _timesheets, (tables.timesheet_closing,)
    ),
    SubjectKind("deputy", tables.deputy.c.deputy_id, _deputies),
)
"""The kinds of record about working time and appointments that have domain events."""
