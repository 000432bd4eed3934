"""One way to add a record: its id must be free, also at this very moment."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, insert, select
from sqlalchemy.exc import IntegrityError

from services.consultations.domain.refusals import AlreadyRecorded
from shared.kernel.command import StaleRecord


def add_record(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Insert a row whose first column is its id.

    Raises `AlreadyRecorded` if the id is taken, `StaleRecord` if somebody takes it right now (whose
    repeated command will then get its answer).
    """
    (key,) = table.primary_key.columns
    record_id: UUID = values[key.name]
    if connection.execute(select(key).where(key == record_id)).first() is not None:
        raise AlreadyRecorded(record_id)
    try:
        connection.execute(insert(table).values(**values))
    except IntegrityError as error:
        raise StaleRecord(str(record_id)) from error
