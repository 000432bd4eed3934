"""What is remembered of one thing done with many rows, and what a rehearsal leaves: nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from uuid import UUID

import pytest

from shared.database import Database
from shared.kernel.command import Refusal
from shared.workplace.batches import (
    Batch,
    BatchNotFound,
    BatchRow,
    BatchState,
    RowState,
    tried,
)
from shared.workplace.stored_batches import StoredBatches

NOW = datetime(2009, 7, 7, 8, 30, tzinfo=UTC)
ROWS = tuple(BatchRow(place=n, subject_id=UUID(int=n), label=f"{n}/2009") for n in (1, 2, 3))
BATCH = Batch(
    id=UUID(int=100),
    action="return_cards",
    path="/consultations/approvals",
    made_by=UUID(int=7),
    made_at=NOW,
    rows=ROWS,
    answers={"reason": "incomplete", "remarks": "Brak ustaleń."},
)


def kept(database: Database) -> Batch:
    with database.read() as connection:
        return StoredBatches(connection).get(BATCH.id)


def test_a_batch_is_read_back_as_it_was_kept(database: Database) -> None:
    with database.write() as connection:
        StoredBatches(connection).add(BATCH)

    assert kept(database) == BATCH


def test_each_row_and_the_whole_keep_how_far_they_got(database: Database) -> None:
    done = replace(ROWS[1], state=RowState.DONE, sentence="Zwrócono.", before="anna")
    with database.write() as connection:
        stored = StoredBatches(connection)
        stored.add(BATCH)

        stored.save_row(BATCH.id, done)
        stored.save(replace(BATCH, state=BatchState.CARRIED_OUT, carried_out_at=NOW))

    found = kept(database)
    assert found.rows == (ROWS[0], done, ROWS[2])
    assert (found.state, found.carried_out_at) == (BatchState.CARRIED_OUT, NOW)
    assert found.counted() == {RowState.WAITING: 2, RowState.DONE: 1}


def test_a_batch_that_nobody_began_is_not_there(database: Database) -> None:
    with database.read() as connection, pytest.raises(BatchNotFound):
        StoredBatches(connection).get(BATCH.id)


def test_batches_are_listed_by_what_they_do_the_newest_first(database: Database) -> None:
    later = replace(BATCH, id=UUID(int=101), made_at=NOW.replace(hour=9), rows=())
    other = replace(BATCH, id=UUID(int=102), action="approve_cards", rows=())
    with database.write() as connection:
        stored = StoredBatches(connection)
        for each in (BATCH, later, other):
            stored.add(each)

    with database.read() as connection:
        found = StoredBatches(connection).latest({"return_cards"}, 5)
        newest = StoredBatches(connection).latest({"return_cards", "approve_cards"}, 1)

    assert [each.id for each in found] == [later.id, BATCH.id]
    assert [each.id for each in newest] == [later.id]


def test_a_rows_command_has_the_same_id_whenever_it_is_asked_for(database: Database) -> None:
    with database.write() as connection:
        StoredBatches(connection).add(BATCH)
    again = kept(database)

    assert [again.command_id(row) for row in again.rows] == [BATCH.command_id(r) for r in ROWS]
    ids = {make(row) for row in ROWS for make in (BATCH.command_id, BATCH.undoing_id)}
    assert len(ids) == 6


def test_a_rehearsal_says_what_would_be_refused_and_keeps_nothing(database: Database) -> None:
    met: list[int] = []

    with database.rehearse() as connection:
        stored = StoredBatches(connection)

        def add(batch: Batch) -> None:
            met.append(len(stored.latest({"return_cards"}, 9)))
            stored.add(batch)
            if batch.id == UUID(int=102):
                raise Refusal("two")

        attempts = [replace(BATCH, id=UUID(int=number), rows=()) for number in (101, 102, 103)]
        found = tried([partial(add, each) for each in attempts], connection.begin_nested)

    with database.read() as connection:
        assert StoredBatches(connection).latest({"return_cards"}, 9) == ()
    # Each is tried after those before it, as if they had been done; the refused one was not.
    assert met == [0, 1, 1]
    assert [found[0], str(found[1]), found[2]] == [None, "two", None]
