"""As of: up to where each source was folded, and what of it was not.

With it a figure gives exactly what it gave then: facts of later domain events are left out, and
what they superseded counts again (architecture.md 2.9).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, false, or_, select, tuple_

from shared.messaging.parking import DISCARDED
from shared.messaging.tables import checkpoint, parked, projection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import ColumnElement, Connection, Table

    from shared.messaging.projection import Projection

Key = tuple[str, int, int]
"""Source, epoch and position of one domain event."""


class NothingFolded(Exception):  # noqa: N818 - named as a fact (R13)
    """The projection has not folded anything yet: there is nothing that a figure could say."""


@dataclass(frozen=True, kw_only=True)
class AsOf:
    """Positions per source, the keys not folded at that moment, and the projection's version."""

    projection_version: int
    positions: Mapping[str, tuple[int, int]]
    """The last folded (epoch, position) of each source."""
    unfolded: tuple[Key, ...] = ()

    def to_json(self) -> str:
        """Write it down, so that a figure can be asked for again; the same value, the same text."""
        members = {
            "projection_version": self.projection_version,
            "positions": {source: list(at) for source, at in self.positions.items()},
            "unfolded": [list(key) for key in self.unfolded],
        }
        return json.dumps(members, sort_keys=True, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> AsOf:
        """Read what `to_json` wrote."""
        members = json.loads(text)
        return cls(
            projection_version=members["projection_version"],
            positions={source: (at[0], at[1]) for source, at in members["positions"].items()},
            unfolded=tuple((key[0], key[1], key[2]) for key in members["unfolded"]),
        )


@dataclass(frozen=True)
class Shown:
    """The generation of facts that is shown, and as of when it is asked for."""

    generation: int
    as_of: AsOf | None = None

    def valid(self, table: Table) -> ColumnElement[bool]:
        """Return the condition under which a fact counts."""
        shown = table.c.generation == self.generation
        if self.as_of is None:
            return and_(shown, table.c.superseded_position.is_(None))
        sources = [
            _valid_of_source(table, source, position, self.as_of.unfolded)
            for source, (_, position) in sorted(self.as_of.positions.items())
        ]
        return and_(shown, or_(false(), *sources))


def now(connection: Connection, projected: Projection) -> AsOf:
    """Return how far everything is folded at this moment."""
    generation = shown_generation(connection, projected)
    marks = connection.execute(
        select(checkpoint.c.source, checkpoint.c.epoch, checkpoint.c.position)
        .where(checkpoint.c.projection == projected.name, checkpoint.c.generation == generation)
        .order_by(checkpoint.c.source)
    )
    unfolded = connection.execute(
        select(parked.c.source, parked.c.epoch, parked.c.position)
        .where(
            parked.c.projection == projected.name,
            parked.c.generation == generation,
            parked.c.kind != DISCARDED,
        )
        .order_by(parked.c.source, parked.c.epoch, parked.c.position)
    )
    return AsOf(
        projection_version=projected.version,
        positions={row.source: (row.epoch, row.position) for row in marks},
        unfolded=tuple((row.source, row.epoch, row.position) for row in unfolded),
    )


def shown_generation(connection: Connection, projected: Projection) -> int:
    """Return the generation of facts that is shown.

    Raises NothingFolded before the projector's first turn.
    """
    generation = connection.execute(
        select(projection.c.generation).where(projection.c.name == projected.name)
    ).scalar_one_or_none()
    if generation is None:
        raise NothingFolded(projected.name)
    return int(generation)


def _valid_of_source(
    table: Table, source: str, position: int, unfolded: tuple[Key, ...]
) -> ColumnElement[bool]:
    """Return when a fact of a source counts as of a position: made by then, superseded later."""
    keys = [(epoch, at) for name, epoch, at in unfolded if name == source]
    made_by = tuple_(table.c.epoch, table.c.position)
    superseded_by = tuple_(table.c.superseded_epoch, table.c.superseded_position)
    still: list[ColumnElement[Any]] = [
        table.c.superseded_position.is_(None),
        table.c.superseded_position > position,
    ]
    made: list[ColumnElement[Any]] = [table.c.source == source, table.c.position <= position]
    if keys:
        made.append(made_by.not_in(keys))
        still.append(superseded_by.in_(keys))
    return and_(*made, or_(*still))
