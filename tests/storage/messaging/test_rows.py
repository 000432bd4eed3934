"""Many rows at once, the same on both databases, and whose fault it is if they are refused."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from shared.database import Database, Moment
from shared.messaging.rows import (
    COPY_FROM,
    RowsRefused,
    insert_many,
    insert_new,
    refusing_rows,
    storable,
    upsert,
)

metadata = MetaData()
stock = Table(
    "stock",
    metadata,
    Column("shelf", Integer, primary_key=True, autoincrement=False),
    Column("label", String(10), nullable=False),
    Column("pieces", Integer, nullable=True),
    Column("seal", LargeBinary, nullable=True),
    Column("counted_at", Moment, nullable=True),
)
FEW, MANY = 3, COPY_FROM + 3
DAY = datetime(2009, 6, 1, tzinfo=UTC)

amounts = pytest.mark.parametrize("amount", [FEW, MANY], ids=["few", "many"])


@pytest.fixture
def connection(database_url: str) -> Iterator[Connection]:
    database = Database(database_url)
    with database.write() as opened:
        metadata.create_all(opened)
        yield opened
        opened.rollback()
    database.close()


def row(shelf: int, **differing: Any) -> dict[str, Any]:
    usual = {"label": f"n{shelf}", "pieces": shelf, "seal": b"\x00\\\xff", "counted_at": DAY}
    return {"shelf": shelf, **usual, **differing}


def stored(connection: Connection) -> list[dict[str, Any]]:
    found = connection.execute(select(stock).order_by(stock.c.shelf))
    return [dict(each._mapping) for each in found]


@amounts
def test_rows_come_back_as_they_went_in(connection: Connection, amount: int) -> None:
    rows = [row(shelf, pieces=None if shelf == 1 else shelf) for shelf in range(amount)]

    insert_many(connection, stock, rows)

    assert stored(connection) == rows


@amounts
def test_the_order_in_which_a_row_names_its_columns_does_not_matter(
    connection: Connection, amount: int
) -> None:
    rows = [row(shelf) for shelf in range(amount)]
    turned = [dict(reversed(list(each.items()))) for each in rows[1:]]

    insert_many(connection, stock, [rows[0], *turned])

    assert stored(connection) == rows


@amounts
def test_rows_whose_key_is_there_are_left_out_and_not_counted(
    connection: Connection, amount: int
) -> None:
    insert_new(connection, stock, [row(1, label="first")])

    counts = [
        insert_new(connection, stock, [row(shelf) for shelf in range(amount)]) for _ in range(2)
    ]

    assert counts == [amount - 1, 0]
    assert stored(connection)[1]["label"] == "first"
    assert len(stored(connection)) == amount


@amounts
def test_of_two_rows_with_one_key_the_first_stays(connection: Connection, amount: int) -> None:
    rows = [row(shelf) for shelf in range(amount)]

    count = insert_new(connection, stock, [*rows, row(1, label="second")])

    assert count == amount
    assert stored(connection) == rows


@amounts
def test_a_key_that_is_there_is_an_error_where_all_rows_must_be_new(
    connection: Connection, amount: int
) -> None:
    rows = [row(shelf) for shelf in range(amount)]
    insert_many(connection, stock, rows)

    with pytest.raises(RowsRefused), connection.begin_nested(), refusing_rows():
        insert_many(connection, stock, rows)

    assert stored(connection) == rows


@amounts
@pytest.mark.parametrize(
    "differing",
    [
        {"label": None},
        {"label": "\ud800"},
        {"label": {"a": "dict"}},
        {"pieces": 2**70},
        {"counted_at": datetime(2009, 6, 1)},  # noqa: DTZ001 - that is what is refused
    ],
    ids=["nothing", "half a character", "a dict", "a huge number", "no zone"],
)
def test_a_value_that_cannot_be_stored_is_the_fault_of_its_row(
    connection: Connection, amount: int, differing: Mapping[str, Any]
) -> None:
    rows = [row(shelf) for shelf in range(amount)]
    rows[-1].update(differing)

    with pytest.raises(RowsRefused) as refused, connection.begin_nested(), refusing_rows():
        insert_many(connection, stock, rows)

    assert str(refused.value)
    assert stored(connection) == []


@amounts
def test_a_table_that_is_missing_is_not_the_fault_of_the_rows(
    connection: Connection, amount: int
) -> None:
    stock.drop(connection)

    with pytest.raises(Exception) as raised, refusing_rows():  # noqa: PT011 - each driver has its own
        insert_many(connection, stock, [row(shelf) for shelf in range(amount)])

    assert not isinstance(raised.value, RowsRefused)


def test_a_connection_that_is_gone_is_not_the_fault_of_the_rows(postgresql_url: str) -> None:
    database = Database(postgresql_url)

    with (
        pytest.raises(DBAPIError, match="terminat"),
        refusing_rows(),
        database.write() as connection,
    ):
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))

    database.close()


def test_a_row_is_made_and_then_changed(connection: Connection) -> None:
    for pieces in (3, 4):
        upsert(
            connection, stock, key={"shelf": 1}, values={"label": f"n{pieces}", "pieces": pieces}
        )

    assert [(each["label"], each["pieces"]) for each in stored(connection)] == [("n4", 4)]


def test_columns_that_are_summed_up_grow(connection: Connection) -> None:
    connection.execute(insert(stock).values(**row(2)))

    for pieces in (3, 4):
        values = {"label": "n", "pieces": pieces}
        upsert(connection, stock, key={"shelf": 1}, values=values, add=("pieces",))

    assert [each["pieces"] for each in stored(connection)] == [7, 2]


def test_a_text_becomes_one_that_both_databases_hold(connection: Connection) -> None:
    made = storable("ząb\x00\ud800 and more", 6)

    connection.execute(insert(stock).values(**row(1, label=made)))

    assert made == "ząb\N{REPLACEMENT CHARACTER}\N{REPLACEMENT CHARACTER} "
    assert stored(connection)[0]["label"] == made
