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
)
"""The kinds of record about working time and appointments that have domain events."""
