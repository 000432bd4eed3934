"""Rebuilding: the archive is folded again beside what is shown, compared, and switched to.

A rebuild proves the projection: the same archive and the same folds give the same facts (R19). The
new generation of facts grows while the old one is shown and goes on; the switch is one row in one
transaction, in which both stand at the same positions.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, func, insert, select, update

from shared.messaging.projector import fold_into, hold_place, hold_state, sources
from shared.messaging.tables import checkpoint, parked, projection, rebuilt
from shared.messaging.totals import total_anew

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sqlalchemy import CompoundSelect, Connection, Row, Select, Table

    from shared.database import Database
    from shared.messaging.projection import Projection

BATCH_SIZE = 1000
"""Domain events that are folded in one transaction."""

SHOWN_DIFFERENCES = 20
"""Differences of one table that are shown row by row, on each side."""


MEMORY_TO_COMPARE = "128MB"
"""What PostgreSQL may use to compare generations: with its 4 MB it sorts both of them on disk."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How many domain events of a source were folded, and the digest of the last one."""

    taken: int
    digest: str


Spread = Callable[[Sequence[str], int, datetime], dict[str, Reached]]
"""Folds sources into a generation and totals them, several at a time.

Sources have nothing in common, so each may be folded by a process of its own."""


class ProjectionChanged(Exception):
    """Somebody else switched to another generation while this one was being built."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that only one of the two generations has."""

    table: str
    only_in: str
    row: str


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What a rebuild found, and whether the new facts are shown now."""

    generation: int
    positions: dict[str, int]
    facts: int
    differences: tuple[Difference, ...]
    switched: bool


def rebuild(
    database: Database,
    projected: Projection,
    *,
    now: datetime,
    accept: str | None = None,
    spread: Spread | None = None,
) -> Rebuilt:
    """Fold the whole archive again, compare, and switch if nothing differs or `accept` says why.

    One source after the other, unless `spread` folds several at a time. Raises ProjectionChanged if
    another rebuild finished first.
    """
    fold_all = spread or partial(_one_by_one, database, projected)
    with database.write() as connection:
        shown = hold_state(connection, projected).generation
        generation = _next_generation(connection, projected, shown)
    _clear(database, projected)
    totalled: dict[str, str] = {}
    # What comes while all of it is folded is folded too, until little is left for the switch.
    while True:
        reached = fold_all(_sources(database), generation, now)
        totalled |= {source: each.digest for source, each in reached.items() if each.taken}
        if sum(each.taken for each in reached.values()) <= BATCH_SIZE:
            break
    with database.write() as connection:
        result = _compare_and_switch(
            connection,
            projected,
            shown=shown,
            generation=generation,
            totalled=totalled,
            now=now,
            accept=accept,
        )
    _clear(database, projected)
    return result


def _next_generation(connection: Connection, projected: Projection, shown: int) -> int:
    newest = connection.execute(
        select(func.max(rebuilt.c.generation)).where(rebuilt.c.projection == projected.name)
    ).scalar_one()
    return max(shown, newest or 0) + 1


def fold_whole(
    database: Database, projected: Projection, source: str, generation: int, now: datetime
) -> Reached:
    """Fold a source as far as it goes now, and compute the totals of all that was folded."""
    facts_only = _without_totals(projected)
    together = 0
    while taken := _fold_some(database, facts_only, source, generation, now):
        together += taken
    with database.write() as connection:
        _flush_later(connection)
        digest = hold_place(connection, projected, generation, source)
        if together and projected.totals is not None:
            total_anew(connection, projected.totals, generation, source)
    return Reached(together, digest)


def _without_totals(projected: Projection) -> Projection:
    return replace(projected, totals=None)


def _sources(database: Database) -> list[str]:
    with database.read() as connection:
        return sources(connection)


def _one_by_one(
    database: Database,
    projected: Projection,
    names: Sequence[str],
    generation: int,
    now: datetime,
) -> dict[str, Reached]:
    return {source: fold_whole(database, projected, source, generation, now) for source in names}


def _fold_some(
    database: Database, projected: Projection, source: str, generation: int, now: datetime
) -> int:
    with database.write() as connection:
        _flush_later(connection)
        return fold_into(
            connection, projected, source, generation=generation, now=now, limit=BATCH_SIZE
        ).taken


def _flush_later(connection: Connection) -> None:
    """Do not wait for the disk: nobody sees a generation before the switch to it, or after another.

    The switch waits, and with it everything committed before is on the disk. What a crash takes
    away until then is folded, or dropped, anew.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL synchronous_commit = off")


def _compare_and_switch(  # noqa: PLR0913 - one transaction needs all of it
    connection: Connection,
    projected: Projection,
    *,
    shown: int,
    generation: int,
    totalled: Mapping[str, str],
    now: datetime,
    accept: str | None,
) -> Rebuilt:
    state = hold_state(connection, projected)
    if state.generation != shown:
        message = f"{projected.name} shows generation {state.generation} now, not {shown}"
        raise ProjectionChanged(message)
    folded = {generation: _without_totals(projected)}
    if state.halted_because is None:
        folded[shown] = projected
    for source in sources(connection):
        _level(connection, folded, source, now)
        digest = hold_place(connection, projected, generation, source)
        if projected.totals is not None and totalled.get(source) != digest:
            total_anew(connection, projected.totals, generation, source)
    differences = tuple(_differences(connection, projected, shown, generation))
    result = Rebuilt(
        generation=generation,
        positions=_positions(connection, projected, generation),
        facts=sum(
            _number(connection, _rows_of(projected, table, (), generation))
            for table in projected.tables
        ),
        differences=differences,
        switched=not differences or accept is not None,
    )
    if result.switched:
        _switch(connection, projected, result, now, accept)
    return result


def _level(
    connection: Connection, folded: Mapping[int, Projection], source: str, now: datetime
) -> None:
    """Fold a source into generations, each by its folds, until all stand at the same position.

    Nobody else folds meanwhile, but on PostgreSQL others take in: whichever is folded last may find
    more than the one before it. A round in which none found anything leaves them level.
    """
    while any(
        fold_into(
            connection, projected, source, generation=generation, now=now, limit=BATCH_SIZE
        ).taken
        for generation, projected in folded.items()
    ):
        pass


def _differences(
    connection: Connection, projected: Projection, shown: int, generation: int
) -> Iterator[Difference]:
    compared: list[tuple[Table, tuple[str, ...]]] = [
        (table, ("generation",)) for table in projected.all_tables
    ]
    compared.append((checkpoint, ("generation", "failed_in_a_row", "complete_to")))
    compared.append((parked, ("generation", "reason", "parked_at")))
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SET LOCAL work_mem = '{MEMORY_TO_COMPARE}'")
    for table, ignored in compared:
        before, after = (_rows_of(projected, table, ignored, each) for each in (shown, generation))
        lacking = _some(connection, before.except_(after))
        yield from (Difference(table.name, "shown", _readable(row)) for row in lacking)
        # No row is there twice: if none is lacking and there are as many, none is over either.
        if lacking or _number(connection, before) != _number(connection, after):
            over = _some(connection, after.except_(before))
            yield from (Difference(table.name, "rebuilt", _readable(row)) for row in over)


def _rows_of(
    projected: Projection, table: Table, ignored: tuple[str, ...], generation: int
) -> Select[Any]:
    columns = [column for column in table.c if column.name not in ignored]
    statement = select(*columns).where(table.c.generation == generation)
    if "projection" in table.c:
        return statement.where(table.c.projection == projected.name)
    return statement


def _some(connection: Connection, rows: CompoundSelect[Any]) -> Sequence[Row[Any]]:
    return connection.execute(rows.limit(SHOWN_DIFFERENCES)).all()


def _number(connection: Connection, rows: Select[Any]) -> int:
    return connection.execute(select(func.count()).select_from(rows.subquery())).scalar_one()


def _readable(row: Row[Any]) -> str:
    return ", ".join(f"{name}={value}" for name, value in row._mapping.items())  # noqa: SLF001 - SQLAlchemy's documented public name


def _positions(connection: Connection, projected: Projection, generation: int) -> dict[str, int]:
    rows = connection.execute(
        select(checkpoint.c.source, checkpoint.c.position)
        .where(checkpoint.c.projection == projected.name, checkpoint.c.generation == generation)
        .order_by(checkpoint.c.source)
    )
    return {row.source: row.position for row in rows}


def _switch(
    connection: Connection,
    projected: Projection,
    result: Rebuilt,
    now: datetime,
    accept: str | None,
) -> None:
    connection.execute(
        update(projection)
        .where(projection.c.name == projected.name)
        .values(
            generation=result.generation,
            version=projected.version,
            halted_because=None,
            halted_at=None,
        )
    )
    connection.execute(
        insert(rebuilt).values(
            projection=projected.name,
            generation=result.generation,
            version=projected.version,
            switched_at=now,
            differences=len(result.differences),
            accepted_because=accept if result.differences else None,
        )
    )


def _clear(database: Database, projected: Projection) -> None:
    """Drop the facts of every generation that is not shown, a source at a time.

    Beside the switch and not in it: whoever folds or takes in would wait as long as it takes.
    """
    shown = select(projection.c.generation).where(projection.c.name == projected.name)
    for table in (*projected.all_tables, *projected.kept, checkpoint, parked):
        not_shown = table.c.generation != shown.scalar_subquery()
        if "projection" in table.c:
            not_shown &= table.c.projection == projected.name
        with database.read() as connection:
            left = connection.execute(select(table.c.source).where(not_shown).distinct())
            names = left.scalars().all()
        for source in names:
            with database.write(wakes=False) as connection:
                _flush_later(connection)
                connection.execute(delete(table).where(not_shown, table.c.source == source))
