"""How a record came to be: what the journal tells, and changes of words in a table beside it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    String,
    Text,
    Uuid,
    insert,
    select,
    update,
)

from shared.database import Moment
from shared.kernel.record_history import RecordedChange, TextChange, ToldChange
from shared.messaging.tables import journal
from shared.wire.catalogue import routing_key
from shared.wire.envelope import Envelope, read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from sqlalchemy import Connection, Table


def columns_of_words() -> list[Column[Any]]:
    """Return the columns of a service's table of changes of words, which can be erased."""
    # SQLite numbers rows by itself only if the key is exactly INTEGER.
    key = BigInteger().with_variant(Integer, "sqlite")
    return [
        Column("change_id", key, primary_key=True, autoincrement=True),
        Column("record_id", Uuid, nullable=False, index=True),
        Column("changed_by", Uuid, nullable=False),
        Column("changed_at", Moment, nullable=False),
        Column("field", String(40), nullable=False),
        Column("before", Text, nullable=True),
        Column("after", Text, nullable=True),
    ]


@dataclass(frozen=True)
class StoredHistory(ABC):
    """The history of one service's records, inside one transaction."""

    words: ClassVar[Table]
    """Where the service keeps changes of words: a table of `columns_of_words`."""

    connection: Connection

    @abstractmethod
    def subjects(self, record_id: UUID) -> tuple[str, ...]:
        """Return under which subjects the journal may tell of a record."""

    def record(
        self, record_id: UUID, changes: Sequence[TextChange], *, by: UUID, now: datetime
    ) -> None:
        for change in changes:
            self.connection.execute(
                insert(self.words).values(
                    record_id=record_id, changed_by=by, changed_at=now, **asdict(change)
                )
            )

    def of(self, record_id: UUID) -> tuple[RecordedChange, ...]:
        rows = self.connection.execute(
            select(self.words)
            .where(self.words.c.record_id == record_id)
            .order_by(self.words.c.change_id)
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
        bodies = self.connection.execute(
            select(journal.c.body)
            .where(journal.c.subject.in_(self.subjects(record_id)))
            .order_by(journal.c.journal_id)
        ).scalars()
        return tuple(_told(read(body)) for body in bodies)

    def forget(self, record_ids: Sequence[UUID]) -> None:
        self.connection.execute(
            update(self.words)
            .where(self.words.c.record_id.in_(record_ids))
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
