"""Links that work once, in their table."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select, update

from services.accounts.domain.one_time_link import LinkPurpose, OneTimeLink
from services.accounts.domain.refusals import LinkNotValid
from services.accounts.storage.tables import one_time_link as table
from shared.kernel.command import StaleRecord


@dataclass(frozen=True)
class StoredLinks:
    """Links and tickets, inside one transaction."""

    connection: Connection

    def add(self, link: OneTimeLink) -> None:
        self.connection.execute(
            delete(table).where(table.c.staff_id == link.staff_id, table.c.purpose == link.purpose)
        )
        self.connection.execute(
            insert(table).values(
                link_digest=link.digest,
                purpose=link.purpose,
                staff_id=link.staff_id,
                expires_at=link.expires_at,
            )
        )

    def get(self, digest: str, purpose: LinkPurpose) -> OneTimeLink:
        row = self.connection.execute(
            select(table).where(table.c.link_digest == digest, table.c.purpose == purpose)
        ).one_or_none()
        if row is None:
            raise LinkNotValid
        return OneTimeLink(
            digest=row.link_digest,
            purpose=LinkPurpose(row.purpose),
            staff_id=row.staff_id,
            expires_at=row.expires_at,
            used_at=row.used_at,
        )

    def save(self, link: OneTimeLink) -> None:
        changed = self.connection.execute(
            update(table)
            .where(table.c.link_digest == link.digest, table.c.used_at.is_(None))
            .values(used_at=link.used_at)
        )
        if changed.rowcount != 1:
            raise StaleRecord(str(link.staff_id))

    def cancel(self, staff_id: UUID) -> None:
        self.connection.execute(delete(table).where(table.c.staff_id == staff_id))
