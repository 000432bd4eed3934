"""Changes of texts in their table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, insert, select, update

from services.consultations.domain.record_history import ToldChange
from services.consultations.domain.text_changes import RecordedChange, TextChange
from services.consultations.storage.stored_subjects import KINDS
from services.consultations.storage.stored_working_time import WORKING_TIME
from services.consultations.storage.tables import record_history
from shared.messaging.tables import journal
from shared.wire.catalogue import routing_key
from shared.wire.envelope import Envelope, read


@dataclass(frozen=True)
class StoredHistory:
    """What became of the texts of this node's records, inside one transaction."""

    connection: Connection

    def record(
        self, record_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        for change in changes:
            self.connection.execute(
                insert(record_history).values(
                    record_id=record_id, changed_by=by, changed_at=now, **asdict(change)
                )
            )

    def of(self, record_id: UUID) -> tuple[RecordedChange, ...]:
        rows = self.connection.execute(
            select(record_history)
            .where(record_history.c.record_id == record_id)
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

    def told_of(self, record_id: UUID) -> tuple[ToldChange, ...]:
        subjects = [kind.subject(record_id) for kind in (*KINDS, *WORKING_TIME)]
        bodies = self.connection.execute(
            select(journal.c.body)
            .where(journal.c.subject.in_(subjects))
            .order_by(journal.c.journal_id)
        ).scalars()
        return tuple(_told(read(body)) for body in bodies)

    def forget(self, record_ids: Sequence[UUID]) -> None:
        self.connection.execute(
            update(record_history)
            .where(record_history.c.record_id.in_(record_ids))
            .values(before=None, after=None)
        )


def _told(envelope: Envelope) -> ToldChange:
    return ToldChange(
        subject=envelope.subject,
        version=envelope.subject_version,
        name=routing_key(envelope.type).split(".")[1],
        happened_at=envelope.time,
        data=envelope.data,
    )
