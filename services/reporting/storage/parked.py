"""What the projection has parked, and what operations decide about it, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, insert, select, tuple_

from services.reporting.domain.parked import ParkedDomainEvent, ParkedKind, Place
from services.reporting.domain.refusals import NotParked
from shared.messaging import curing, projector, tables
from shared.messaging.projector import hold_state
from shared.wire.envelope import read

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Row, Table

    from shared.messaging.projection import Projection

READ_AT_ONCE = 500
"""Domain events of the archive that are held in memory at one time."""


@dataclass(frozen=True)
class StoredParked:
    """What is parked of the facts that are shown.

    The row in `discarded` follows from the journaled domain event of the same transaction; whatever
    folds a source, a rebuild too, leaves out what stands there.
    """

    connection: Connection
    projection: Projection

    def get(self, place: Place) -> ParkedDomainEvent:
        """Return what is parked at a place; raise NotParked."""
        row = self._row(place)
        return ParkedDomainEvent(
            place=place, kind=ParkedKind(row.kind), version=self._decisions_about(place)
        )

    def later_ones_are_folded(self, place: Place) -> bool:
        """Tell whether a later domain event of the same record is folded already.

        Reads the archive from that place on: a subject stands only in the envelope.
        """
        subject = self._row(place).subject
        inbox, parked = tables.inbox, tables.parked
        not_folded = select(parked.c.epoch, parked.c.position).where(
            parked.c.projection == self.projection.name,
            parked.c.generation == self._generation,
            parked.c.source == place.source,
        )
        folded_to = select(tables.checkpoint.c.position).where(
            tables.checkpoint.c.projection == self.projection.name,
            tables.checkpoint.c.generation == self._generation,
            tables.checkpoint.c.source == place.source,
        )
        folded = self.connection.execute(
            select(inbox.c.body)
            .where(
                inbox.c.source == place.source,
                inbox.c.epoch >= place.epoch,
                inbox.c.position > place.position,
                inbox.c.position <= folded_to.scalar_subquery(),
                tuple_(inbox.c.epoch, inbox.c.position).not_in(not_folded),
            )
            .execution_options(yield_per=READ_AT_ONCE)
        )
        with folded:
            return any(read(row.body).subject == subject for row in folded)

    def leave_out(self, place: Place) -> int:
        """Fold what waited behind it; return how many of its record are still to be cured."""
        self.connection.execute(
            insert(tables.discarded).values(
                source=place.source, epoch=place.epoch, position=place.position
            )
        )
        return self._fold_subject_again(place)

    def fold_again(self, place: Place) -> int:
        """Fold it where it stands; return how many of its record are still to be cured."""
        self.connection.execute(delete(tables.discarded).where(_at(tables.discarded, place)))
        return self._fold_subject_again(place)

    def fold_all_again(self) -> tuple[int, int]:
        """Fold all of it and go on with what was halted; return records tried, and still parked."""
        subjects = curing.subjects_parked(self.connection, self.projection)
        still = curing.retry(self.connection, self.projection, subjects)
        projector.resume(self.connection, self.projection)
        return len(subjects), len(still)

    @property
    def _generation(self) -> int:
        """The generation that is shown, which nobody folds into or switches until the commit."""
        generation: int = hold_state(self.connection, self.projection).generation
        return generation

    def _row(self, place: Place) -> Row[str, str]:
        row = self.connection.execute(
            select(tables.parked.c.subject, tables.parked.c.kind).where(
                tables.parked.c.projection == self.projection.name,
                tables.parked.c.generation == self._generation,
                _at(tables.parked, place),
            )
        ).one_or_none()
        if row is None:
            raise NotParked(place.source, place.position)
        return row

    def _decisions_about(self, place: Place) -> int:
        subject = f"parked{place.source}/{place.epoch}/{place.position}"
        told = select(func.max(tables.journal.c.subject_version)).where(
            tables.journal.c.subject == subject
        )
        return self.connection.execute(told).scalar_one() or 0

    def _fold_subject_again(self, place: Place) -> int:
        subject = self._row(place).subject
        still = curing.retry(self.connection, self.projection, [(place.source, subject)])
        return sum(each.kind != ParkedKind.DISCARDED for each in still)


def _at(table: Table, place: Place) -> ColumnElement[bool]:
    return tuple_(table.c.source, table.c.epoch, table.c.position) == (
        place.source,
        place.epoch,
        place.position,
    )
