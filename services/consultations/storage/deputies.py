"""Deputies in their table."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, Select, select

from services.consultations.domain.deputy import Deputy
from services.consultations.domain.working_time_refusals import DeputyNotFound
from services.consultations.storage.inserting import add_record
from services.consultations.storage.saving import save_record
from services.consultations.storage.working_time_tables import deputy as table


@dataclass(frozen=True)
class StoredDeputies:
    """Who stands in for this node's coordinator, inside one transaction."""

    connection: Connection

    def add(self, deputy: Deputy) -> None:
        add_record(self.connection, table, _values(deputy))

    def get(self, deputy_id: UUID) -> Deputy:
        row = self.connection.execute(
            select(table).where(table.c.deputy_id == deputy_id)
        ).one_or_none()
        if row is None:
            raise DeputyNotFound(deputy_id)
        return _deputy(row)

    def save(self, deputy: Deputy) -> None:
        save_record(self.connection, table, _values(deputy))

    def known(self) -> tuple[Deputy, ...]:
        return self._read(select(table))

    def of(self, staff_id: UUID) -> tuple[Deputy, ...]:
        return self._read(select(table).where(table.c.staff_id == staff_id))

    def _read(self, statement: Select[Any]) -> tuple[Deputy, ...]:
        rows = self.connection.execute(statement.order_by(table.c.valid_from, table.c.deputy_id))
        return tuple(_deputy(row) for row in rows)


def _values(deputy: Deputy) -> dict[str, Any]:
    return {
        "deputy_id": deputy.id,
        "version": deputy.version,
        "staff_id": deputy.staff_id,
        "full_name": deputy.full_name,
        "organisation": deputy.organisation,
        "valid_from": deputy.valid_from,
        "valid_to": deputy.valid_to,
        "recalled_on": deputy.recalled_on,
    }


def _deputy(row: Row[tuple[Any, ...]]) -> Deputy:
    return Deputy(
        id=row.deputy_id,
        staff_id=row.staff_id,
        full_name=row.full_name,
        organisation=row.organisation,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        recalled_on=row.recalled_on,
        version=row.version,
    )
