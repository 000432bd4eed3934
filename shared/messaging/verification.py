"""Verification: one altered, missing, swapped or inserted row is found and named.

Whoever can write a database can make its chain anew; against that stands the centre's word, which
the node keeps as two cursors and the centre as its archive (architecture.md 2.8).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from shared.messaging.chain import (
    FIRST_EPOCH,
    NotSealed,
    WrongDigest,
    first_prevdigest,
    seal,
    unseal,
)
from shared.messaging.relay import ACKNOWLEDGED, ECHOED, sent_to
from shared.messaging.tables import arrival, chain, inbox, journal, pending
from shared.messaging.witness import digest_at
from shared.wire.envelope import read

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Connection, Row

ROWS_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong, and with which row."""

    where: str
    what: str


def verify_journal(connection: Connection, source: str) -> Iterator[Finding]:
    """Find what does not fit in a journal, its chain, and what the centre said of it."""
    yield from _verify_chain(connection, source)
    yield from _verify_unnumbered(connection, source)
    yield from _verify_versions(connection)
    yield from _verify_against_centre(connection, source)


def verify_archive(connection: Connection) -> Iterator[Finding]:
    """Find what does not fit in the archive: each source's chain, recomputed from its bytes."""
    for held in connection.execute(select(arrival).order_by(arrival.c.source)).all():
        yield from _verify_archived(connection, held)


def _verify_chain(connection: Connection, source: str) -> Iterator[Finding]:
    rows = connection.execute(
        select(chain, journal)
        .join(journal, journal.c.journal_id == chain.c.journal_id, isouter=True)
        .order_by(chain.c.epoch, chain.c.position)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    expected, prevdigest = 1, first_prevdigest(source)
    for row in rows:
        where = f"{source}, position {row.position}"
        if row.epoch != FIRST_EPOCH or row.position != expected:
            yield Finding(where, f"position {expected} of the chain is missing")
            return
        if row.body is None:
            yield Finding(where, "the journal's row is missing")
            return
        link = seal(row.body, epoch=row.epoch, position=row.position, prevdigest=prevdigest)
        if link.digest != row.digest:
            yield Finding(where, "the row no longer gives its digest")
            return
        yield from _verify_columns(where, source, row)
        prevdigest, expected = link.digest, expected + 1


def _verify_columns(where: str, source: str, row: Row[Any]) -> Iterator[Finding]:
    """Compare the columns of a journal's row with the body that they were taken from."""
    try:
        envelope = read(row.body)
    except (ValueError, KeyError, TypeError):
        yield Finding(where, "the body cannot be read")
        return
    told = {
        "event_id": (str(row.event_id), envelope.id),
        "type": (row.type, envelope.type),
        "subject": (row.subject, envelope.subject),
        "subject_version": (row.subject_version, envelope.subject_version),
        "source": (source, envelope.source),
    }
    for name, (column, in_body) in told.items():
        if column != in_body:
            yield Finding(where, f"{name} is {column!r}, the body says {in_body!r}")


def _verify_unnumbered(connection: Connection, source: str) -> Iterator[Finding]:
    """Check the rows that have no place in the chain: each waits for one, and says what it is."""
    rows = connection.execute(
        select(journal, pending.c.journal_id.label("waits"))
        .join(chain, chain.c.journal_id == journal.c.journal_id, isouter=True)
        .join(pending, pending.c.journal_id == journal.c.journal_id, isouter=True)
        .where(chain.c.journal_id.is_(None))
        .order_by(journal.c.journal_id)
    )
    for row in rows:
        where = f"{source}, journal row {row.journal_id}"
        if row.waits is None:
            yield Finding(where, "the row has no place in the chain and waits for none")
        yield from _verify_columns(where, source, row)


def _verify_versions(connection: Connection) -> Iterator[Finding]:
    """Check that the domain events of each subject are counted from 1 without a gap."""
    rows = connection.execute(
        select(journal.c.subject, func.max(journal.c.subject_version), func.count())
        .group_by(journal.c.subject)
        .having(func.max(journal.c.subject_version) != func.count())
        .order_by(journal.c.subject)
    )
    for subject, newest, count in rows:
        yield Finding(subject, f"it has version {newest}, but {count} domain events")


def _verify_against_centre(connection: Connection, source: str) -> Iterator[Finding]:
    for name in (ACKNOWLEDGED, ECHOED):
        held = sent_to(connection, name)
        if held is None or held.position == 0:
            continue
        own = digest_at(connection, epoch=held.epoch, position=held.position)
        where = f"{source}, position {held.position}"
        if own is None:
            yield Finding(where, "the centre holds it, this journal ends before")
        elif own != held.digest:
            yield Finding(where, "the centre holds another domain event here")


def _verify_archived(connection: Connection, held: Row[Any]) -> Iterator[Finding]:
    rows = connection.execute(
        select(inbox)
        .where(inbox.c.source == held.source, inbox.c.epoch == held.epoch)
        .order_by(inbox.c.position)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    expected, prevdigest = 1, first_prevdigest(held.source)
    for row in rows:
        where = f"{held.source}, position {row.position}"
        if row.position != expected:
            if row.position <= held.position:
                yield Finding(where, f"position {expected} is missing from the archive")
            return
        fault = _fault_of(row, prevdigest)
        if fault is not None:
            yield Finding(where, fault)
            return
        prevdigest, expected = row.digest, expected + 1
    if expected <= held.position:
        where = f"{held.source}, position {expected}"
        yield Finding(where, "it is missing from the archive, which held it")


def _fault_of(row: Row[Any], prevdigest: str) -> str | None:
    """Say what is wrong with an archived row, if anything is."""
    try:
        link = unseal(row.body)
    except (NotSealed, WrongDigest):
        return "the archived message no longer gives its digest"
    if (link.epoch, link.position, link.digest) != (row.epoch, row.position, row.digest):
        return "the columns differ from the message"
    if link.prevdigest != prevdigest:
        return "it does not follow on what came before it"
    if read(row.body).source != row.source:
        return "the message is of another source"
    return None
