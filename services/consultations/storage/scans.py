"""Scans of signed cards, in their table; the bytes are read only where they are handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Row, delete, insert, select

from services.consultations.domain.refusals import ScanNotFound
from services.consultations.domain.scan import Scan, ScanType
from services.consultations.storage.tables import card_scan as table

_KNOWN = [column for column in table.c if column.name != "content"]


@dataclass(frozen=True)
class StoredScans:
    """The scans of this node's cards, inside one transaction."""

    connection: Connection

    def add(self, scan: Scan, content: bytes) -> None:
        values = {column.name: getattr(scan, column.name, None) for column in _KNOWN}
        values |= {"scan_id": scan.id, "media_type": scan.type, "content": content}
        self.connection.execute(insert(table).values(**values))

    def of(self, card_ids: Sequence[UUID]) -> tuple[Scan, ...]:
        rows = self.connection.execute(
            select(*_KNOWN)
            .where(table.c.card_id.in_(card_ids))
            .order_by(table.c.added_at, table.c.scan_id)
        )
        return tuple(map(_scan, rows))

    def get(self, scan_id: UUID) -> Scan:
        row = self.connection.execute(
            select(*_KNOWN).where(table.c.scan_id == scan_id)
        ).one_or_none()
        if row is None:
            raise ScanNotFound(scan_id)
        return _scan(row)

    def content(self, scan_id: UUID) -> bytes:
        content: bytes = self.connection.execute(
            select(table.c.content).where(table.c.scan_id == scan_id)
        ).scalar_one()
        return content

    def remove(self, scan_id: UUID) -> None:
        self.connection.execute(delete(table).where(table.c.scan_id == scan_id))

    def forget(self, card_ids: Sequence[UUID]) -> None:
        self.connection.execute(delete(table).where(table.c.card_id.in_(card_ids)))


def _scan(row: Row[Any]) -> Scan:
    return Scan(
        id=row.scan_id,
        card_id=row.card_id,
        type=ScanType(row.media_type),
        size=row.size,
        digest=row.digest,
        signed_on=row.signed_on,
        signers=row.signers,
        by_client=row.by_client,
        added_by=row.added_by,
        added_at=row.added_at,
    )
