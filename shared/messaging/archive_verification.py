"""Verification of an archive: one altered, missing, swapped or inserted row is found and named.

Whoever can write an archive can make a chain in it anew. Against that stand two witnesses: the
heads that the nodes told, and the checkpoints up to which it was folded.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import or_, select

from shared.messaging.chain import FIRST_EPOCH, NotSealed, WrongDigest, first_prevdigest, unseal
from shared.messaging.findings import Fault, Finding
from shared.messaging.stored_values import as_stored, damaged_text_readable, envelope_in
from shared.messaging.tables import arrival, checkpoint, expected_source, fork, head, inbox

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sqlalchemy import Connection, Row

ROWS_AT_ONCE = 1000


def verify_archive(connection: Connection) -> Iterator[Finding]:
    """Find what does not fit in an archive: each source's chain, recomputed from its bytes."""
    with damaged_text_readable(connection):
        yield from _verify_sources(connection)
        yield from _verify_forks(connection)
        yield from _verify_witnesses(connection)


def verify_enrolled(connection: Connection) -> Iterator[Finding]:
    """Find sources in an archive whose node was never enrolled."""
    strangers = (
        select(arrival.c.source)
        .where(arrival.c.node.not_in(select(expected_source.c.node)))
        .order_by(arrival.c.source)
    )
    for source in connection.execute(strangers).scalars():
        yield Finding(source=source, fault=Fault.NOT_ENROLLED)


def _verify_sources(connection: Connection) -> Iterator[Finding]:
    noted = {row.source: row for row in connection.execute(select(*as_stored(*arrival.c)))}
    statement = (
        select(*as_stored(*inbox.c))
        .order_by(inbox.c.source, inbox.c.epoch, inbox.c.position)
        .execution_options(yield_per=ROWS_AT_ONCE)
    )
    with connection.execute(statement) as rows:
        for source, archived in groupby(rows, key=lambda row: row.source):
            yield from _verify_source(str(source), archived, noted.pop(source, None))
    for source, held in noted.items():
        yield from _verify_source(str(source), (), held)


def _verify_source(
    source: str, rows: Iterable[Row[Any]], held: Row[Any] | None
) -> Iterator[Finding]:
    """Check one source; beyond a gap each message is checked for itself and by its neighbour."""
    reached, highest = 0, 0
    digest = before = first_prevdigest(source)
    for row in rows:
        follows = (row.epoch, row.position) == (FIRST_EPOCH, highest + 1)
        if not follows and _is_noted(held, reached + 1):
            break
        fault = _fault_in_archive(row, before if follows else None)
        if fault is not None:
            yield Finding(source=source, fault=fault, position=row.position)
            return
        if row.epoch == FIRST_EPOCH:
            highest, before = row.position, row.digest
            if highest == reached + 1:
                reached, digest = highest, before
    if _is_noted(held, reached + 1):
        yield Finding(source=source, fault=Fault.ARCHIVE_GAP, position=reached + 1)
    elif _note(held) != (source.split("/")[2:3], FIRST_EPOCH, reached, digest, highest):
        yield Finding(source=source, fault=Fault.NOTE_DIFFERS, position=reached)


def _is_noted(held: Row[Any] | None, position: int) -> bool:
    return held is not None and isinstance(held.position, int) and held.position >= position


def _note(held: Row[Any] | None) -> tuple[object, ...] | None:
    return held and ([held.node], held.epoch, held.position, held.digest, held.highest)


def _fault_in_archive(row: Row[Any], prevdigest: str | None) -> Fault | None:
    """Say what is wrong with a row; its link only if it is known what came before it."""
    try:
        link = unseal(row.body)
    except (NotSealed, WrongDigest, TypeError):
        return Fault.MESSAGE_ALTERED
    if (link.epoch, link.position, link.digest) != (row.epoch, row.position, row.digest):
        return Fault.KEY_DIFFERS
    if prevdigest is not None and link.prevdigest != prevdigest:
        return Fault.LINK_BROKEN
    envelope = envelope_in(row.body)
    return None if envelope is not None and envelope.source == row.source else Fault.FOREIGN


def _verify_forks(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(select(*as_stored(*fork.c)).order_by(*fork.primary_key.columns))
    for row in rows:
        fault = _fault_in_archive(row, prevdigest=None)
        if fault is not None:
            yield Finding(source=row.source, fault=fault, position=row.position)


def _verify_witnesses(connection: Connection) -> Iterator[Finding]:
    """Compare the archive with what the nodes told of it, and with what was folded from it."""
    for witness, fault in ((head, Fault.TOLD_ANOTHER), (checkpoint, Fault.FOLDED_ANOTHER)):
        differs = inbox.c.digest != witness.c.digest
        if witness is checkpoint:
            # A head may tell of what is still on its way; what was folded was there.
            differs = or_(differs, inbox.c.digest.is_(None) & (checkpoint.c.position > 0))
        rows = connection.execute(
            select(*as_stored(witness.c.source, witness.c.position))
            .select_from(witness)
            .join(
                inbox,
                (inbox.c.source == witness.c.source)
                & (inbox.c.epoch == witness.c.epoch)
                & (inbox.c.position == witness.c.position),
                isouter=True,
            )
            .where(differs)
            .order_by(witness.c.source)
        )
        for row in rows:
            yield Finding(source=row.source, fault=fault, position=row.position)
