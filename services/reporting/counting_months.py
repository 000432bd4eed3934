"""The clients of each month are counted once, and again when facts of the month changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final
from zlib import compress

from sqlalchemy import case, delete, func, select, update

from services.reporting.figures import as_of
from services.reporting.projection.client_sets import client_number, client_set, month_of_facts
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.projection.tables import advice_client_fact
from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.kernel.period import Period
from shared.messaging.rows import insert_many
from shared.messaging.totals import EVERYTHING, NO_PROGRAMME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from sqlalchemy import ColumnElement, Connection, Row

    from shared.database import Database

_KIND: Final = MINISTRY_TOTALS.kinds[advice_client_fact]
_COLUMNS: Final = (EVERYTHING, *_KIND.by)
_QUICKLY: Final = 1
"""How hard a set is compressed: most of it is zeros."""


@dataclass(frozen=True)
class _Month:
    """A month to be counted: of which sources, and at which change of each."""

    generation: int
    first: date
    changes: Mapping[str, int]

    @property
    def facts(self) -> ColumnElement[bool]:
        fact = advice_client_fact.c
        days = Period.of_month(self.first.year, self.first.month)
        return (
            (fact.generation == self.generation)
            & fact[_KIND.day].between(days.first, days.last)
            & fact.source.in_(self.changes)
            & fact.superseded_position.is_(None)
        )


Place = tuple[str, str, str]
"""Source, node and programme."""


def count_months(database: Database) -> int:
    """Count the clients of every month that was changed since; return how many months.

    A month at a time, so that nobody waits for all of them. Raises NothingFolded.
    """
    with database.read() as connection:
        months = _changed_months(connection)
    for month in months:
        _count(database, month)
    return len(months)


def _changed_months(connection: Connection) -> Sequence[_Month]:
    generation = as_of.shown_generation(connection, MINISTRY_FACTS)
    month = month_of_facts.c
    rows = connection.execute(
        select(month.month, month.source, month.changes)
        .where(month.generation == generation, month.counted.is_distinct_from(month.changes))
        .order_by(month.month, month.source)
    )
    changes: dict[date, dict[str, int]] = {}
    for row in rows:
        changes.setdefault(row.month, {})[row.source] = row.changes
    return [_Month(generation, first, of_sources) for first, of_sources in changes.items()]


def _count(database: Database, month: _Month) -> None:
    """Count a month.

    What is folded meanwhile raises the number of its changes, so that it counts as changed again.
    """
    with database.read() as connection:
        seen = _as_it_is(connection, month)
        facts = _facts_of(connection, seen)
    unnumbered = sorted({fact.client_id for fact in facts if fact.number is None})
    with database.write(wakes=False) as connection:
        numbers = _number_files(connection, unnumbered)
    sets = tuple(_sets_of(facts, numbers))
    with database.write(wakes=False) as connection:
        _keep(connection, seen, sets)


def _as_it_is(connection: Connection, month: _Month) -> _Month:
    """Return the same month at the changes of this snapshot."""
    noted = month_of_facts.c
    rows = connection.execute(
        select(noted.source, noted.changes).where(
            noted.generation == month.generation,
            noted.month == month.first,
            noted.source.in_(month.changes),
        )
    )
    return replace(month, changes={row.source: row.changes for row in rows})


def _facts_of(connection: Connection, month: _Month) -> Sequence[Row[Any]]:
    """Return for each fact its file, by number or else by id, its place, and its codes."""
    fact, number = advice_client_fact.c, client_number.c.number
    return connection.execute(
        select(
            number,
            # An id takes longer to read than all else.
            case((number.is_(None), fact.client_id)).label("client_id"),
            fact.source,
            fact.node,
            func.coalesce(fact.programme, NO_PROGRAMME),
            *(fact[name] for name in _KIND.by),
        )
        .outerjoin_from(
            advice_client_fact, client_number, client_number.c.client_id == fact.client_id
        )
        .where(month.facts)
    ).all()


def _number_files(connection: Connection, client_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """Give numbers to files that have none."""
    highest = select(func.coalesce(func.max(client_number.c.number), 0))
    first = connection.execute(highest).scalar_one() + 1
    numbers = {client_id: number for number, client_id in enumerate(client_ids, first)}
    if numbers:
        rows = [{"client_id": client_id, "number": numbers[client_id]} for client_id in numbers]
        insert_many(connection, client_number, rows)
    return numbers


def _sets_of(
    facts: Sequence[Row[Any]], numbers: Mapping[UUID, int]
) -> Iterator[tuple[str, str, Place, bytes]]:
    """Yield each set with its column, code and place."""
    places: dict[Place, list[dict[str | None, set[int]]]] = {}
    for row in facts:
        known, client_id, source, node, programme, *codes = tuple(row)
        number = numbers[client_id] if known is None else known
        place = (source, node, programme)
        of_columns = places.get(place)
        if of_columns is None:
            of_columns = places[place] = [{} for _ in _COLUMNS]
        for of_column, code in zip(of_columns, (EVERYTHING, *codes), strict=True):
            files = of_column.get(code)
            if files is None:
                files = of_column[code] = set()
            files.add(number)
    for place, of_columns in places.items():
        for column, of_column in zip(_COLUMNS, of_columns, strict=True):
            # What has no code is in the set of everything only, as no filter ever finds it.
            yield from (
                (column, code, place, _packed(files))
                for code, files in of_column.items()
                if code is not None
            )


def _packed(files: set[int]) -> bytes:
    bits = bytearray(max(files) // 8 + 1)
    for number in files:
        bits[number // 8] |= 1 << number % 8
    return compress(bytes(bits), _QUICKLY)


def _keep(
    connection: Connection, month: _Month, sets: Iterable[tuple[str, str, Place, bytes]]
) -> None:
    of_month = (
        client_set.c.generation == month.generation,
        client_set.c.month == month.first,
        client_set.c.source.in_(month.changes),
    )
    connection.execute(delete(client_set).where(*of_month))
    rows = [
        {
            "generation": month.generation,
            "narrowed_by": column,
            "code": code,
            "month": month.first,
            "source": source,
            "node": node,
            "programme": programme,
            "clients": packed,
        }
        for column, code, (source, node, programme), packed in sets
    ]
    if rows:
        insert_many(connection, client_set, rows)
    for source, at in month.changes.items():
        connection.execute(
            update(month_of_facts)
            .where(
                month_of_facts.c.generation == month.generation,
                month_of_facts.c.source == source,
                month_of_facts.c.month == month.first,
            )
            .values(counted=at)
        )
