"""Totals by day over facts that count: a figure of now adds up days, however many facts there are.

They are part of a projection and change in the transaction of its facts: a new fact adds to them,
and one that is superseded is taken off again. A rebuild computes them at its end instead, so that
it proves them as well. History is not in them; it is computed from facts (architecture.md 2.9).
Whoever changes what is totalled has the archive folded anew; `differences` proves the totals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    BigInteger,
    Column,
    Date,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)

from shared.messaging.months import save_changed
from shared.messaging.rows import upsert_many

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, Row, Select, Subquery

    from shared.messaging.months import Months

EVERYTHING = ""
"""In place of a column's name and its code: the total of all facts."""

NO_PROGRAMME = ""
"""In place of a programme: facts that were made under none, or do not say under which."""

PLACES = ("source", "node", "programme")
"""Columns by which each total is apart, besides its day; a table of facts may lack the last."""


@dataclass(frozen=True, kw_only=True)
class Total:
    """What is totalled of one table of facts: how many there are, and the sum of one column.

    By day and place: of everything, and of each code of each column in `by`. A code is a text; what
    has none (null) is in the total of everything only, as no filter ever finds it.
    """

    facts: Table
    day: str
    by: tuple[str, ...]
    amount: str | None = None

    @property
    def name(self) -> str:
        return self.facts.name


def totals_table(metadata: MetaData) -> Table:
    """Return the table of a projection's totals."""
    return Table(
        "daily_total",
        metadata,
        Column("generation", Integer, nullable=False),
        Column("name", String(40), nullable=False),
        Column("narrowed_by", String(40), nullable=False),
        Column("code", String(40), nullable=False),
        Column("day", Date, nullable=False),
        Column("source", String(80), nullable=False),
        Column("node", String(40), nullable=False),
        Column("programme", String(60), nullable=False),
        Column("facts", BigInteger, nullable=False),
        Column("amount", BigInteger, nullable=False),
        # In the order in which a figure asks, so that its days stand together.
        PrimaryKeyConstraint("generation", "name", "narrowed_by", "code", "day", *PLACES),
        comment="How many facts count, and the sum of a column of theirs, by day.",
    )


@dataclass(frozen=True)
class Totals:
    """The totals of a projection, and the table that holds them."""

    table: Table
    kinds: Mapping[Table, Total]
    months: Months
    """Where changes of whole months are noted, besides."""


class Tally:
    """What some changes of one generation's facts come to; nothing if nothing is totalled."""

    def __init__(self, generation: int, totals: Totals | None) -> None:
        """Begin with nothing."""
        self._generation = generation
        self._totals = totals
        self._changed: dict[tuple[Any, ...], list[int]] = {}
        self._months: set[tuple[str, date]] = set()

    def counts(self, facts: Table) -> bool:
        """Tell whether anything is totalled of a table of facts."""
        return self._totals is not None and facts in self._totals.kinds

    def add(self, facts: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Count new facts."""
        self._count(facts, rows, 1)

    def take_off(self, facts: Table, rows: Iterable[Mapping[str, Any]]) -> None:
        """Count facts off that do not count any more."""
        self._count(facts, rows, -1)

    def save(self, connection: Connection) -> None:
        """Write what has changed; a total of no facts has no row."""
        if self._totals is None:
            return
        save_changed(connection, self._totals.months, self._generation, self._months)
        table = self._totals.table
        key = [column.name for column in table.primary_key.columns]
        rows = [
            {**dict(zip(key, place, strict=True)), "facts": facts, "amount": amount}
            for place, (facts, amount) in self._changed.items()
            if facts or amount
        ]
        if rows:
            upsert_many(connection, table, rows, key=key, add=("facts", "amount"))
        fewer = [{f"of_{name}": row[name] for name in key} for row in rows if row["facts"] < 0]
        if fewer:
            of_key = (table.c[name] == bindparam(f"of_{name}") for name in key)
            connection.execute(delete(table).where(*of_key, table.c.facts == 0), fewer)

    def _count(self, facts: Table, rows: Iterable[Mapping[str, Any]], sign: int) -> None:
        if self._totals is None or facts not in self._totals.kinds:
            return
        kind, noted = self._totals.kinds[facts], self._totals.months.facts is facts
        for row in rows:
            self._count_one(kind, row, sign)
            if noted:
                self._months.add((row["source"], row[kind.day].replace(day=1)))

    def _count_one(self, kind: Total, row: Mapping[str, Any], sign: int) -> None:
        programme = row.get("programme")
        place = (
            row[kind.day],
            row["source"],
            row["node"],
            NO_PROGRAMME if programme is None else programme,
        )
        amount = 0 if kind.amount is None else sign * row[kind.amount]
        codes = [(column, code) for column in kind.by if (code := row.get(column)) is not None]
        for column, code in ((EVERYTHING, EVERYTHING), *codes):
            total = self._changed.setdefault(
                (self._generation, kind.name, column, code, *place), [0, 0]
            )
            total[0] += sign
            total[1] += amount


def total_anew(connection: Connection, totals: Totals, generation: int, source: str) -> None:
    """Compute the totals of a source's facts in a generation, and note their months.

    Whoever calls holds the source's checkpoint: nobody else may fold it meanwhile.
    """
    table = totals.table
    connection.execute(
        delete(table).where(table.c.generation == generation, table.c.source == source)
    )
    computed = _computed(totals, generation, source)
    # In the order in which figures ask, so that what one of them reads stands together on the disk.
    in_order = select(computed).order_by(*(computed.c[each.name] for each in table.primary_key))
    connection.execute(insert(table).from_select([each.name for each in table.c], in_order))
    facts = totals.months.facts
    of_source = (facts.c.generation == generation) & (facts.c.source == source)
    day = facts.c[totals.kinds[facts].day]
    days = connection.execute(select(day).where(of_source).distinct()).scalars()
    months = {(source, each.replace(day=1)) for each in days}
    save_changed(connection, totals.months, generation, months)


def differences(connection: Connection, totals: Totals) -> list[Row[Any]]:
    """Return the totals that facts do not come to, and what facts come to and totals do not say."""
    kept = select(*totals.table.c)
    computed = _computed(totals)
    wrong = kept.except_(select(computed)).subquery()
    lacking = select(computed).except_(kept).subquery()
    return list(connection.execute(union_all(select(wrong), select(lacking))).all())


def _computed(totals: Totals, generation: int | None = None, source: str | None = None) -> Subquery:
    """Compute the totals of all facts, or of one source's in a generation."""
    return union_all(
        *(
            _computed_by(totals.table, kind, column, generation, source)
            for kind in totals.kinds.values()
            for column in (EVERYTHING, *kind.by)
        )
    ).subquery()


def _computed_by(
    table: Table, kind: Total, column: str, generation: int | None, source: str | None
) -> Select[Any]:
    """Compute the totals by one column from the facts that count."""
    facts = kind.facts.c
    code: ColumnElement[str] = literal(EVERYTHING, table.c.code.type)
    if column != EVERYTHING:
        code = facts[column]
    programme: ColumnElement[str] = literal(NO_PROGRAMME, table.c.programme.type)
    if "programme" in facts:
        programme = func.coalesce(facts.programme, programme)
    amount = literal(0) if kind.amount is None else func.sum(facts[kind.amount])
    counting = facts.superseded_position.is_(None) & code.is_not(None)
    if generation is not None:
        counting &= (facts.generation == generation) & (facts.source == source)
    return (
        select(
            facts.generation,
            literal(kind.name, table.c.name.type).label("name"),
            literal(column, table.c.narrowed_by.type).label("narrowed_by"),
            code.label("code"),
            facts[kind.day].label("day"),
            facts.source,
            facts.node,
            programme.label("programme"),
            func.count().label("facts"),
            amount.label("amount"),
        )
        .where(counting)
        .group_by("generation", "code", "day", "source", "node", "programme")
    )
