"""A projection: which domain events become which facts.

A fold is a pure function from one domain event to changes of facts. Facts are append-only rows that
carry the origin of the domain event that made them and, once that happened, of the one that
superseded them; so a figure can be asked for as it was at any earlier position.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from sqlalchemy import (
    BigInteger,
    Column,
    Integer,
    String,
    bindparam,
    or_,
    select,
    tuple_,
    update,
)

from shared.messaging.rows import insert_many, refusing_rows
from shared.messaging.totals import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sqlalchemy import Connection, Table, Update

    from shared.contracts.domain_event import DomainEvent
    from shared.messaging.totals import Totals
    from shared.wire.catalogue import Catalogue
    from shared.wire.envelope import Envelope

EventT_co = TypeVar("EventT_co", bound="DomainEvent", covariant=True)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a domain event stands: its source, and its place in the chain of that source."""

    source: str
    epoch: int
    position: int

    @property
    def node(self) -> str:
        """The node that published it."""
        return self.source.split("/")[2]


@dataclass(frozen=True, slots=True)
class Folding(Generic[EventT_co]):
    """A domain event as a fold gets it: what happened, where it stands, and its envelope."""

    event: EventT_co
    origin: Origin
    envelope: Envelope


@dataclass(frozen=True, slots=True)
class Add:
    """A new fact."""

    table: Table
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Supersede:
    """What was known so far about `key` in a table no longer counts.

    The key belongs to the subject of the domain event: only a subject's own later domain events
    wait behind a parked one, so only among those does the order of folding never change.
    """

    table: Table
    key: Mapping[str, Any]


Change = Add | Supersede


@dataclass(frozen=True, kw_only=True)
class Projection:
    """Folds by contract, and the tables they fill. `version` is raised when a fold changes."""

    name: str
    version: int
    catalogue: Catalogue
    folds: Mapping[type[DomainEvent], Callable[[Folding[Any]], Iterable[Change]]]
    tables: tuple[Table, ...]
    totals: Totals | None = None
    kept: tuple[Table, ...] = ()
    """What else is kept of a generation's facts: dropped with them, and never compared."""

    @property
    def all_tables(self) -> tuple[Table, ...]:
        """The tables of facts, and what is totalled of them."""
        return self.tables if self.totals is None else (*self.tables, self.totals.table)

    def changes(self, origin: Origin, envelope: Envelope) -> list[Change]:
        """Return what follows from a domain event; nothing if no fold is interested in it.

        Raises UnknownEventType, ValidationError, or whatever the fold raises.
        """
        event = self.catalogue.load(
            envelope.type,
            envelope.data,
            occurred_at=envelope.time,
            subject_version=envelope.subject_version,
        )
        fold = self.folds.get(type(event))
        return [] if fold is None else list(fold(Folding(event, origin, envelope)))


def origin_columns() -> tuple[Column[Any], ...]:
    """Return the columns that every table of facts begins with."""
    return (
        Column("generation", Integer, primary_key=True),
        Column("source", String(80), primary_key=True),
        Column("epoch", Integer, primary_key=True),
        Column("position", BigInteger, primary_key=True),
        Column("superseded_epoch", Integer, nullable=True),
        Column("superseded_position", BigInteger, nullable=True),
    )


def apply_changes(
    connection: Connection,
    generation: int,
    changes: Sequence[tuple[Origin, Change]],
    totals: Totals | None = None,
) -> None:
    """Write the changes of some domain events of one source, in the order of their positions.

    All facts are inserted first and superseded afterwards: a domain event supersedes only what
    stands before it, so the order between the two does not matter, and both go in bulk.

    Raises RowsRefused if the database refuses what a fold made.
    """
    added: dict[tuple[Table, tuple[str, ...]], list[dict[str, Any]]] = {}
    superseded: dict[tuple[Table, str, tuple[str, ...]], list[dict[str, Any]]] = {}
    for origin, change in changes:
        place = {"source": origin.source, "epoch": origin.epoch, "position": origin.position}
        if isinstance(change, Add):
            row = {"generation": generation, **place, **change.values}
            added.setdefault((change.table, tuple(row)), []).append(row)
        else:
            key = tuple(change.key)
            parameters = {f"at_{name}": value for name, value in place.items()}
            parameters |= {f"key_{name}": value for name, value in change.key.items()}
            superseded.setdefault((change.table, origin.source, key), []).append(parameters)
    tally = Tally(generation, totals)
    with refusing_rows():
        for (table, _), rows in added.items():
            insert_many(connection, table, rows)
            tally.add(table, rows)
        for (table, source, key), parameters_of_all in superseded.items():
            if tally.counts(table):
                last_at = _last_position_by_key(key, parameters_of_all)
                tally.take_off(table, _ending(connection, table, generation, source, key, last_at))
            connection.execute(_superseding(table, key, generation), parameters_of_all)
        tally.save(connection)


def _last_position_by_key(
    key: tuple[str, ...], parameters_of_all: list[dict[str, Any]]
) -> dict[tuple[Any, ...], int]:
    last_at: dict[tuple[Any, ...], int] = {}
    for parameters in parameters_of_all:
        values = tuple(parameters[f"key_{name}"] for name in key)
        last_at[values] = max(parameters["at_position"], last_at.get(values, 0))
    return last_at


def _ending(  # noqa: PLR0913, PLR0917 - which facts, and what of them is superseded where
    connection: Connection,
    table: Table,
    generation: int,
    source: str,
    key: tuple[str, ...],
    last_at: Mapping[tuple[Any, ...], int],
) -> Iterator[dict[str, Any]]:
    """Return the facts that count, and will not once what supersedes them is written."""
    counting = select(table).where(
        table.c.generation == generation,
        table.c.source == source,
        tuple_(*(table.c[name] for name in key)).in_(last_at),
        table.c.superseded_position.is_(None),
    )
    for found in connection.execute(counting).mappings():
        row = dict(found)
        if row["position"] < last_at[tuple(row[name] for name in key)]:
            yield row


def _superseding(table: Table, key: tuple[str, ...], generation: int) -> Update:
    """Mark the facts of the same source that stand before a position as superseded by it.

    The first to supersede a fact counts, in whatever order they come.
    """
    return (
        update(table)
        .where(
            table.c.generation == generation,
            table.c.source == bindparam("at_source"),
            *(table.c[name] == bindparam(f"key_{name}") for name in key),
            or_(
                table.c.superseded_position.is_(None),
                table.c.superseded_position > bindparam("at_position"),
            ),
            table.c.position < bindparam("at_position"),
        )
        .values(
            superseded_epoch=bindparam("at_epoch"), superseded_position=bindparam("at_position")
        )
    )
