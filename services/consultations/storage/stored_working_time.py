"""What the rows about working time hold, as plain values to compare with the journal."""

from __future__ import annotations

from collections.abc import Sequence
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


WORKING_TIME = (SubjectKind("duty", tables.duty.c.duty_id, _duties, (tables.duty_correction,)),)
"""The kinds of record about working time that have domain events."""
