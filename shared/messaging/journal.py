"""The journal: what a use case changed, told as domain events in the same transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from shared.kernel.command import Refusal, StaleRecord
from shared.kernel.identifiers import new_id
from shared.messaging.tables import BODY_LIMIT, journal, pending
from shared.wire.envelope import Cause, compose

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from shared.contracts.domain_event import DomainEvent
    from shared.kernel.command import Command
    from shared.wire.catalogue import Catalogue

CHANNEL = "owss_journal"
"""The channel on which PostgreSQL tells a relay that something was committed."""


class BodyTooLarge(Refusal):
    """A domain event has at most 128 KiB; what is larger belongs into a document."""


@dataclass(frozen=True, kw_only=True)
class Journal:
    """Appends to the journal of one source, inside the caller's transaction."""

    connection: Connection
    source: str
    catalogue: Catalogue

    def append(
        self, event: DomainEvent, *, caused_by: Command, programme: str | None = None
    ) -> None:
        """Record a domain event; the relay numbers and sends it after the commit.

        Raises StaleRecord if the subject already has this version, BodyTooLarge over 128 KiB,
        UnknownContract if the catalogue does not list it.
        """
        entry = self.catalogue.of(event)
        event_id = new_id()
        subject = entry.subject(event)
        body = compose(
            event_id=event_id,
            source=self.source,
            event_type=entry.type,
            subject=subject,
            subject_version=event.subject_version,
            occurred_at=event.occurred_at,
            dataschema=entry.dataschema,
            data=self.catalogue.dump(event),
            programme=programme,
            cause=Cause(causationid=caused_by.command_id, correlationid=caused_by.command_id),
        )
        if len(body) > BODY_LIMIT:
            raise BodyTooLarge(len(body), BODY_LIMIT, subject)
        row = insert(journal).values(
            event_id=event_id,
            type=entry.type,
            subject=subject,
            subject_version=event.subject_version,
            body=body,
        )
        try:
            journal_id = self.connection.execute(row.returning(journal.c.journal_id)).scalar_one()
        except IntegrityError as error:
            raise StaleRecord(subject) from error
        self.connection.execute(insert(pending).values(journal_id=journal_id))
        if self.connection.dialect.name == "postgresql":
            self.connection.exec_driver_sql(f"NOTIFY {CHANNEL}")
