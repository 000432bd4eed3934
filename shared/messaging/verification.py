"""Verification of a journal: one altered, missing, swapped or inserted row is found and named.

Whoever can write a database can make its chain anew. Against that stand the cursors, which say what
was sent and what the centre holds (architecture.md 2.8).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import func, or_, select

from shared.messaging.archive_verification import verify_archive, verify_enrolled
from shared.messaging.chain import FIRST_EPOCH, first_prevdigest, seal
from shared.messaging.findings import Fault, Finding
from shared.messaging.relay import ACKNOWLEDGED, ECHOED
from shared.messaging.stored_values import (
    UNREADABLE,
    as_stored,
    damaged_text_readable,
    envelope_in,
)
from shared.messaging.tables import chain, cursor, journal, pending
from shared.wire.catalogue import UnknownEventType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

    from shared.wire.catalogue import Catalogue
    from shared.wire.envelope import Envelope

__all__ = ["verify_archive", "verify_enrolled", "verify_journal"]

ROWS_AT_ONCE = 1000

_OF_JOURNAL = (
    journal.c.journal_id,
    journal.c.event_id,
    journal.c.type,
    journal.c.subject,
    journal.c.subject_version,
    journal.c.body,
)


def verify_journal(
    connection: Connection, source: str, catalogue: Catalogue | None = None
) -> Iterator[Finding]:
    """Find what does not fit in a journal, its chain, and what was sent of it.

    With a `catalogue` each body must also be one of its domain events, and of the subject that it
    names. Of a broken chain the first place is named; what follows hangs on it.
    """
    with damaged_text_readable(connection):
        yield from _verify_chain(connection, source, catalogue)
        yield from _verify_unnumbered(connection, source, catalogue)
        yield from _verify_pending(connection, source)
        yield from _verify_versions(connection, source)
        yield from _verify_cursors(connection, source)


def _verify_chain(
    connection: Connection, source: str, catalogue: Catalogue | None
) -> Iterator[Finding]:
    statement = (
        select(*as_stored(chain.c.epoch, chain.c.position, chain.c.digest, *_OF_JOURNAL))
        .select_from(chain)
        .join(journal, journal.c.journal_id == chain.c.journal_id, isouter=True)
        .order_by(chain.c.epoch, chain.c.position)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    prevdigest = first_prevdigest(source)
    with connection.execute(statement) as rows:
        for expected, row in enumerate(rows, start=1):
            fault = _fault_in_chain(row, expected, prevdigest)
            if fault is not None:
                position = expected - 1 if fault is Fault.POSITION_TWICE else expected
                yield Finding(source=source, fault=fault, position=position, subject=row.subject)
                return
            yield from _verify_columns(source, row, catalogue, position=expected)
            prevdigest = row.digest


def _fault_in_chain(row: Row[*tuple[Any, ...]], expected: int, prevdigest: str) -> Fault | None:
    if (row.epoch, row.position) == (FIRST_EPOCH, expected - 1):
        return Fault.POSITION_TWICE
    if (row.epoch, row.position) != (FIRST_EPOCH, expected):
        return Fault.POSITION_MISSING
    if row.journal_id is None:
        return Fault.ROW_MISSING
    if not isinstance(row.body, bytes):
        return Fault.ROW_ALTERED
    link = seal(row.body, epoch=FIRST_EPOCH, position=expected, prevdigest=prevdigest)
    return None if link.digest == row.digest else Fault.ROW_ALTERED


def _verify_columns(
    source: str,
    row: Row[*tuple[Any, ...]],
    catalogue: Catalogue | None,
    *,
    position: int | None = None,
) -> Iterator[Finding]:
    """Compare the columns of a journal's row with the body that they were taken from."""

    def finding(fault: Fault, detail: str = "") -> Finding:
        return Finding(
            source=source,
            fault=fault,
            position=position,
            journal_id=row.journal_id,
            subject=row.subject,
            detail=detail,
        )

    envelope = envelope_in(row.body)
    if envelope is None or not _is_of(catalogue, envelope):
        yield finding(Fault.UNREADABLE)
        return
    told = {
        # As PostgreSQL and as SQLite keep it.
        "event_id": (row.event_id, _ids(envelope.id)),
        "type": (row.type, (envelope.type,)),
        "subject": (row.subject, (envelope.subject,)),
        "subject_version": (row.subject_version, (envelope.subject_version,)),
        "source": (source, (envelope.source,)),
    }
    for name, (column, in_body) in told.items():
        if column not in in_body:
            yield finding(Fault.COLUMN_DIFFERS, f"{name}: {column!r}, {in_body[0]!r}")


def _ids(text: str) -> tuple[UUID | str, str]:
    try:
        return UUID(text), UUID(text).hex
    except UNREADABLE:
        return text, text


def _is_of(catalogue: Catalogue | None, envelope: Envelope) -> bool:
    """Tell whether a catalogue knows the domain event, and it is of the subject that it names."""
    if catalogue is None:
        return True
    try:
        event = catalogue.load(
            envelope.type,
            envelope.data,
            occurred_at=envelope.time,
            subject_version=envelope.subject_version,
        )
    except (*UNREADABLE, UnknownEventType, ValidationError):
        return False
    return catalogue.of(event).subject(event) == envelope.subject


def _verify_unnumbered(
    connection: Connection, source: str, catalogue: Catalogue | None
) -> Iterator[Finding]:
    """Check the rows that have no place in the chain: each waits for one, and says what it is."""
    rows = connection.execute(
        select(*as_stored(*_OF_JOURNAL), pending.c.journal_id.label("waits"))
        .join(chain, chain.c.journal_id == journal.c.journal_id, isouter=True)
        .join(pending, pending.c.journal_id == journal.c.journal_id, isouter=True)
        .where(chain.c.journal_id.is_(None))
        .order_by(journal.c.journal_id)
    )
    for row in rows:
        if row.waits is None:
            yield Finding(
                source=source,
                fault=Fault.NO_PLACE,
                journal_id=row.journal_id,
                subject=row.subject,
            )
        yield from _verify_columns(source, row, catalogue)


def _verify_pending(connection: Connection, source: str) -> Iterator[Finding]:
    rows = connection.execute(
        select(pending.c.journal_id)
        .join(journal, journal.c.journal_id == pending.c.journal_id, isouter=True)
        .join(chain, chain.c.journal_id == pending.c.journal_id, isouter=True)
        .where(or_(journal.c.journal_id.is_(None), chain.c.journal_id.is_not(None)))
        .order_by(pending.c.journal_id)
    )
    for journal_id in rows.scalars():
        yield Finding(source=source, fault=Fault.WAITS_WITHOUT_NEED, journal_id=journal_id)


def _verify_versions(connection: Connection, source: str) -> Iterator[Finding]:
    """Check that the domain events of each subject are counted from 1 without a gap."""
    oldest, newest = (each(journal.c.subject_version) for each in (func.min, func.max))
    rows = connection.execute(
        select(*as_stored(journal.c.subject))
        .group_by(journal.c.subject)
        .having(or_(oldest != 1, newest != func.count()))
        .order_by(journal.c.subject)
    )
    for subject in rows.scalars():
        yield Finding(source=source, fault=Fault.VERSIONS_BROKEN, subject=subject)


def _verify_cursors(connection: Connection, source: str) -> Iterator[Finding]:
    """Check that what was sent, and what the centre says it holds, is what the chain has there."""
    cursors = select(*as_stored(cursor.c.name, cursor.c.epoch, cursor.c.position, cursor.c.digest))
    for sent in connection.execute(cursors.order_by(cursor.c.name)).all():
        if sent.position == 0:
            continue
        own = connection.execute(
            select(*as_stored(chain.c.digest))
            .where(chain.c.epoch == sent.epoch, chain.c.position == sent.position)
            .limit(1)
        ).scalar_one_or_none()
        of_centre = sent.name in {ACKNOWLEDGED, ECHOED}
        if own is None:
            fault = Fault.CENTRE_HOLDS_MORE if of_centre else Fault.SENT_MORE
        elif own != sent.digest:
            fault = Fault.CENTRE_HOLDS_ANOTHER if of_centre else Fault.SENT_ANOTHER
        else:
            continue
        yield Finding(source=source, fault=fault, position=sent.position)
