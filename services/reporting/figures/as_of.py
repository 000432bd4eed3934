"""As of: up to where each source was folded, and what of it was not.

With it a figure gives exactly what it gave then: facts of later domain events are left out, and
what they superseded counts again (architecture.md 2.9).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import and_, false, or_, select, tuple_

from services.reporting.domain.as_of import AsOf
from services.reporting.domain.refusals import ReportingRefusal
from shared.messaging.tables import checkpoint, parked, projection

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement, Connection, Table

    from services.reporting.domain.as_of import Key
    from shared.messaging.projection import Projection


class NothingFolded(ReportingRefusal):
    """The projection has not folded anything yet: there is nothing that a figure could say."""


class FoldedDifferently(ReportingRefusal):
    """What other folds made of the same domain events cannot be given again."""


@dataclass(frozen=True)
class Shown:
    """The generation of facts that is shown, and as of when it is asked for."""

    generation: int
    as_of: AsOf | None = None
    _conditions: dict[Table, ColumnElement[bool]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def valid(self, table: Table) -> ColumnElement[bool]:
        """Return the condition under which a fact counts.

        Made once for each table: a report asks hundreds of figures, and over all sources the
        condition takes longer to build than the database takes to answer.
        """
        if table not in self._conditions:
            self._conditions[table] = self._valid(table)
        return self._conditions[table]

    def _valid(self, table: Table) -> ColumnElement[bool]:
        shown = table.c.generation == self.generation
        if self.as_of is None:
            return and_(shown, table.c.superseded_position.is_(None))
        sources = [
            _valid_of_source(table, source, at, self.as_of.unfolded)
            for source, at in sorted(self.as_of.positions.items())
        ]
        return and_(shown, or_(false(), *sources))


def shown(connection: Connection, projected: Projection, as_of: AsOf | None = None) -> Shown:
    """Return what to ask figures of: the facts as they are, or as they were.

    Raises NothingFolded, or FoldedDifferently if the facts of that time were made by other folds.
    """
    generation, version = _state(connection, projected)
    if as_of is not None and as_of.projection_version != version:
        raise FoldedDifferently(as_of.projection_version, version)
    return Shown(generation, as_of)


def shown_generation(connection: Connection, projected: Projection) -> int:
    """Return the generation of facts that is shown.

    Raises NothingFolded before the projector's first turn.
    """
    generation, _ = _state(connection, projected)
    return generation


def now(connection: Connection, projected: Projection) -> AsOf:
    """Return how far everything is folded at this moment; raise NothingFolded before any."""
    generation, version = _state(connection, projected)
    marks = connection.execute(
        select(checkpoint.c.source, checkpoint.c.epoch, checkpoint.c.position)
        .where(checkpoint.c.projection == projected.name, checkpoint.c.generation == generation)
        .order_by(checkpoint.c.source)
    )
    unfolded = connection.execute(
        select(parked.c.source, parked.c.epoch, parked.c.position)
        .where(parked.c.projection == projected.name, parked.c.generation == generation)
        .order_by(parked.c.source, parked.c.epoch, parked.c.position)
    )
    return AsOf(
        projection_version=version,
        positions={row.source: (row.epoch, row.position) for row in marks},
        unfolded=tuple((row.source, row.epoch, row.position) for row in unfolded),
    )


def _state(connection: Connection, projected: Projection) -> tuple[int, int]:
    """Return the generation that is shown, and the version of the folds that made it."""
    row = connection.execute(
        select(projection.c.generation, projection.c.version).where(
            projection.c.name == projected.name
        )
    ).one_or_none()
    if row is None:
        raise NothingFolded(projected.name)
    return row.generation, row.version


def _valid_of_source(
    table: Table, source: str, at: tuple[int, int], unfolded: tuple[Key, ...]
) -> ColumnElement[bool]:
    """Return when a fact of a source counts as of a place: made by then, superseded later.

    Places are in the order of folding: an epoch begins where the one before it was left.
    """
    epoch, position = at
    keys = [
        (key_epoch, key_position) for name, key_epoch, key_position in unfolded if name == source
    ]
    made = [
        table.c.source == source,
        or_(
            table.c.epoch < epoch,
            and_(table.c.epoch == epoch, table.c.position <= position),
        ),
    ]
    still = [
        table.c.superseded_position.is_(None),
        table.c.superseded_epoch > epoch,
        and_(table.c.superseded_epoch == epoch, table.c.superseded_position > position),
    ]
    if keys:
        made.append(tuple_(table.c.epoch, table.c.position).not_in(keys))
        still.append(tuple_(table.c.superseded_epoch, table.c.superseded_position).in_(keys))
    return and_(*made, or_(*still))
