"""Advisers in their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, select

from services.consultations.domain.adviser import Adviser
from services.consultations.domain.refusals import AdviserNotFound
from services.consultations.storage import tables
from services.consultations.storage.inserting import add_record
from services.consultations.storage.saving import save_record
from shared.contracts.consultations import StaffRole


@dataclass(frozen=True)
class StoredAdvisers:
    """The advisers of this node, inside one transaction."""

    connection: Connection

    def add(self, adviser: Adviser) -> None:
        add_record(self.connection, tables.adviser, _values(adviser))

    def save(self, adviser: Adviser) -> None:
        save_record(self.connection, tables.adviser, _values(adviser))

    def known(self) -> tuple[Adviser, ...]:
        rows = self.connection.execute(select(tables.adviser).order_by(tables.adviser.c.adviser_id))
        return tuple(_adviser(row) for row in rows)

    def get(self, adviser_id: UUID) -> Adviser:
        row = self.connection.execute(
            select(tables.adviser).where(tables.adviser.c.adviser_id == adviser_id)
        ).one_or_none()
        if row is None:
            raise AdviserNotFound(adviser_id)
        return _adviser(row)

    def hold(self, adviser_ids: Sequence[UUID]) -> tuple[Adviser, ...]:
        """Lock the rows, always in the same order, so that two cards never wait for each other.

        SQLite knows no `FOR UPDATE`, and needs none: there a writer holds the whole database.
        """
        column = tables.adviser.c.adviser_id
        rows = self.connection.execute(
            select(tables.adviser).where(column.in_(adviser_ids)).order_by(column).with_for_update()
        )
        held = {row.adviser_id: _adviser(row) for row in rows}
        for adviser_id in adviser_ids:
            if adviser_id not in held:
                raise AdviserNotFound(adviser_id)
        return tuple(held[adviser_id] for adviser_id in adviser_ids)


def _values(adviser: Adviser) -> dict[str, Any]:
    return {
        "adviser_id": adviser.id,
        "version": adviser.version,
        "full_name": adviser.full_name,
        "staff_role": adviser.staff_role,
        "active_from": adviser.active_from,
        "active_to": adviser.active_to,
    }


def _adviser(row: Row[tuple[object, ...]]) -> Adviser:
    return Adviser(
        id=row.adviser_id,
        full_name=row.full_name,
        staff_role=StaffRole(row.staff_role),
        active_from=row.active_from,
        active_to=row.active_to,
        version=row.version,
    )
