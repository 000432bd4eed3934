"""Whether the state is what the journal says: every row against the domain events of its subject.

The journal tells what counts, never names or texts; so a name that was changed by the side is not
found here, and a card's minutes always are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from marshmallow import ValidationError
from sqlalchemy import Connection, select

from services.consultations.storage.stored_subjects import KINDS, SubjectKind, parts_without_record
from services.consultations.storage.stored_working_time import WORKING_TIME
from services.consultations.storage.told_subjects import Told, Values, told_values
from shared.messaging.tables import journal
from shared.wire.catalogue import UnknownEventType
from shared.wire.envelope import read
from shared.wire.published import CATALOGUE

AT_ONCE = 500
"""Subjects that are read with one query."""

ROW, JOURNAL = "row", "journal"
MISSING, PRESENT, UNREADABLE = "missing", "present", "unreadable"


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One value that is stored otherwise than the journal tells.

    `field` is a column, `row` for a whole record, or `journal` where that itself cannot be right.
    """

    subject: str
    field: str
    stored: object
    told: object


class UnreadableJournal(Exception):
    """The rows of a subject are its domain events from the first on, each in a known form."""


def compare_state_with_journal(connection: Connection) -> Iterator[Difference]:
    """Yield every difference between state and journal, in both directions.

    Every kind of record is compared by version and by all that their domain events tell.
    """
    for kind in (*KINDS, *WORKING_TIME):
        ids = connection.execute(select(kind.key).order_by(kind.key)).scalars().all()
        for start in range(0, len(ids), AT_ONCE):
            yield from _compare(connection, kind, ids[start : start + AT_ONCE])
        yield from _without_row(connection, kind, {kind.subject(each) for each in ids})
        for record_id, table in parts_without_record(connection, kind):
            yield Difference(
                subject=kind.subject(record_id), field=table, stored=PRESENT, told=MISSING
            )


def _compare(
    connection: Connection, kind: SubjectKind, ids: Sequence[UUID]
) -> Iterator[Difference]:
    """Compare some records; where a value is of no use to its column, find the row that has it."""
    try:
        stored = kind.read(connection, ids)
    except (ValueError, TypeError):
        if len(ids) == 1:
            yield Difference(
                subject=kind.subject(ids[0]), field=ROW, stored=UNREADABLE, told=PRESENT
            )
            return
        middle = len(ids) // 2
        yield from _compare(connection, kind, ids[:middle])
        yield from _compare(connection, kind, ids[middle:])
        return
    bodies = _bodies(connection, [kind.subject(each) for each in ids])
    for record_id, values in stored.items():
        subject = kind.subject(record_id)
        try:
            told = _told(bodies.get(subject, []))
        except UnreadableJournal as error:
            yield Difference(subject=subject, field=JOURNAL, stored=PRESENT, told=str(error))
        else:
            yield from _differences(subject, values, told)


def _differences(subject: str, stored: Values, told: Values) -> Iterator[Difference]:
    if not told:
        yield Difference(subject=subject, field=ROW, stored=PRESENT, told=MISSING)
        return
    for field in sorted(stored.keys() | told.keys()):
        if stored.get(field) != told.get(field):
            yield Difference(
                subject=subject, field=field, stored=stored.get(field), told=told.get(field)
            )


def _without_row(
    connection: Connection, kind: SubjectKind, stored: set[str]
) -> Iterator[Difference]:
    told = connection.execute(
        select(journal.c.subject)
        .where(journal.c.subject.startswith(f"{kind.prefix}/"))
        .distinct()
        .order_by(journal.c.subject)
    )
    for subject in told.scalars():
        if subject not in stored:
            yield Difference(subject=subject, field=ROW, stored=MISSING, told=PRESENT)


def _bodies(connection: Connection, subjects: Sequence[str]) -> dict[str, list[tuple[int, bytes]]]:
    """Return the journal's versions and bodies of some subjects, oldest first."""
    rows = connection.execute(
        select(journal.c.subject, journal.c.subject_version, journal.c.body)
        .where(journal.c.subject.in_(subjects))
        .order_by(journal.c.subject, journal.c.subject_version)
    )
    return {
        subject: [(row.subject_version, row.body) for row in group]
        for subject, group in groupby(rows, key=lambda row: str(row.subject))
    }


def _told(bodies: Sequence[tuple[int, bytes]]) -> Values:
    """Return what the rows of one subject tell, or raise `UnreadableJournal`."""
    versions = [version for version, _ in bodies]
    if versions != list(range(1, len(bodies) + 1)):
        raise UnreadableJournal(f"versions {versions}")
    try:
        return told_values([_event(body) for _, body in bodies])
    except (ValueError, KeyError, TypeError, UnknownEventType, ValidationError) as error:
        raise UnreadableJournal(repr(error)) from error


def _event(body: bytes) -> Told:
    envelope = read(body)
    event = CATALOGUE.load(
        envelope.type,
        envelope.data,
        occurred_at=envelope.time,
        subject_version=envelope.subject_version,
    )
    return Told(event, envelope.programme)
