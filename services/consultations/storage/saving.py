"""One way to keep a change of a record: the row still has the version before it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Table, update

from shared.kernel.command import StaleRecord


def save_record(connection: Connection, table: Table, values: Mapping[str, Any]) -> None:
    """Write the values of a row whose first column is its id.

    Raises `StaleRecord` if somebody else wrote it since it was read.
    """
    (key,) = table.primary_key.columns
    record_id = values[key.name]
    changed = connection.execute(
        update(table)
        .where(key == record_id, table.c.version == values["version"] - 1)
        .values(**values)
    )
    if changed.rowcount != 1:
        raise StaleRecord(str(record_id))
