"""The history of accounts: changes of words in their table, and what the journal tells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from services.accounts.domain.person_history import RecordedChange, TextChange, ToldChange
from services.accounts.storage.tables import record_history
from shared.messaging.tables import journal
from shared.wire.catalogue import routing_key
from shared.wire.envelope import Envelope, read


@dataclass(frozen=True)
class StoredHistory:
    """How the accounts of this node came to be as they are, inside one transaction."""

    connection: Connection

    def record(
        self, staff_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        for change in changes:
            self.connection.execute(
                insert(record_history).values(
                    record_id=staff_id, changed_by=by, changed_at=now, **asdict(change)
                )
            )

    def of(self, staff_id: UUID) -> tuple[RecordedChange, ...]:
        rows = self.connection.execute(
            select(record_history)
            .where(record_history.c.record_id == staff_id)
            .order_by(record_history.c.change_id)
        )
        return tuple(
            RecordedChange(
                field=row.field,
                before=row.before,
                after=row.after,
                changed_by=row.changed_by,
                changed_at=row.changed_at,
            )
            for row in rows
        )

    def forget(self, staff_id: UUID) -> None:
        self.connection.execute(
            update(record_history)
            .where(record_history.c.record_id == staff_id)
            .values(before=None, after=None)
        )

    def told_of(self, staff_id: UUID) -> tuple[ToldChange, ...]:
        bodies = self.connection.execute(
            select(journal.c.body)
            .where(journal.c.subject == f"staff-account/{staff_id}")
            .order_by(journal.c.journal_id)
        ).scalars()
        return tuple(_told(read(body)) for body in bodies)


def _told(envelope: Envelope) -> ToldChange:
    return ToldChange(
        version=envelope.subject_version,
        name=routing_key(envelope.type).split(".")[1],
        happened_at=envelope.time,
        data=envelope.data,
    )
