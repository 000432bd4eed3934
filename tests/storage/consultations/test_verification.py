"""Whatever is changed by the side is found, whichever way round it was changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, bindparam, delete, insert, text, update

from services.consultations.storage import tables, verification
from services.consultations.storage.verification import Difference, compare_state_with_journal
from shared.contracts.consultations import CorrectionReason
from shared.database import Database
from shared.messaging.tables import journal
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    COORDINATOR_ID,
    GROUP_ID,
    NOW,
    to_annul,
    to_approve,
    to_change,
    to_confirm,
    to_correct,
    to_draft,
    to_return,
    to_sign,
    told,
)

CARD_ID, DRAFT_ID = UUID(int=41), UUID(int=42)
CARD, ADVISER, CLIENT = f"advice-card/{CARD_ID}", f"adviser/{ADVISER_ID}", f"client/{CLIENT_ID}"


@pytest.fixture
def lived(furnished: Database) -> Database:
    """Give a node where every kind of domain event has happened."""
    both = told(client_ids=(GROUP_ID, CLIENT_ID), adviser_ids=(COLLEAGUE_ID, ADVISER_ID))
    do(
        furnished,
        to_draft(CARD_ID, advice=told(support_path_id=uuid4())),
        to_sign(CARD_ID),
        to_return(CARD_ID),
        to_change(CARD_ID, advice=both),
        to_sign(CARD_ID),
        to_approve(CARD_ID),
        to_confirm(CARD_ID),
        to_correct(CARD_ID, advice=both),
        to_annul(CARD_ID, advice=both),
        to_correct(CARD_ID, reason=CorrectionReason.OTHER, advice=both),
        to_draft(DRAFT_ID, advice=told(started_at=time(14), ended_at=time(15))),
    )
    return furnished


def found(database: Database) -> list[Difference]:
    with database.read() as connection:
        return list(compare_state_with_journal(connection))


def by_the_side(connection: Connection) -> None:
    """Let somebody with the database's password work without its guards."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        return
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    for (trigger,) in connection.execute(
        text("SELECT name FROM sqlite_master WHERE type = 'trigger'")
    ).all():
        connection.exec_driver_sql(f"DROP TRIGGER {trigger}")


@pytest.fixture
def unguarded(lived: Database) -> Iterator[Connection]:
    with lived.engine.connect() as connection:
        if not lived.is_postgresql:
            # Between transactions only, or SQLite keeps its guard.
            connection.connection.driver_connection.execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            by_the_side(connection)
            yield connection


def test_what_use_cases_made_is_what_the_journal_tells(lived: Database) -> None:
    assert found(lived) == []


def test_names_and_texts_may_be_changed_and_erased(lived: Database) -> None:
    with lived.write() as connection:
        connection.execute(update(tables.client).values(name="usunięto", email=None))
        connection.execute(update(tables.adviser).values(full_name="usunięto"))
        connection.execute(update(tables.advice_card).values(subject="", persons_present=""))
        connection.execute(delete(tables.record_history))

    assert found(lived) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("version", 3),
        ("state", "documented"),
        ("card_number", "7/2009/zarska"),
        ("programme", "owss-2009/2"),
        ("counted", False),
        ("drafted_at", NOW.replace(minute=1)),
        ("held_on", date(2009, 7, 6)),
        ("minutes", 91),
        ("field_of_advice", "restructuring"),
        ("form_of_contact", "telephone"),
        ("support_path_id", UUID(int=5)),
        ("signed_by", COLLEAGUE_ID),
        ("signed_on", date(2009, 7, 6)),
        ("returned_by", ADVISER_ID),
        ("return_reason", "other"),
        ("approved_by", ADVISER_ID),
        ("confirmed_on", None),
        ("confirmation_means", "link"),
    ],
)
def test_a_changed_column_of_a_card_is_found(lived: Database, column: str, value: object) -> None:
    card = tables.advice_card
    with lived.write() as connection:
        connection.execute(update(card).where(card.c.card_id == CARD_ID).values({column: value}))

    (difference,) = found(lived)

    assert (difference.subject, difference.field, difference.stored) == (CARD, column, value)


def test_times_that_do_not_give_the_minutes_are_found(lived: Database) -> None:
    card = tables.advice_card
    with lived.write() as connection:
        connection.execute(
            update(card).where(card.c.card_id == CARD_ID).values(started_at=time(9, 30))
        )

    (difference,) = found(lived)

    assert difference == Difference(subject=CARD, field="minutes_from_times", stored=120, told=90)


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ("UPDATE card_client SET gmina = 'zary' WHERE gmina IS NOT NULL", "clients"),
        ("UPDATE card_client SET client_kind = 'legal_person'", "clients"),
        ("UPDATE card_client SET place = 7 - place", "clients"),
        ("DELETE FROM card_client WHERE place = 1", "clients"),
        ("UPDATE card_adviser SET place = 7 - place", "adviser_ids"),
        ("DELETE FROM card_adviser WHERE place = 1", "adviser_ids"),
        ("UPDATE card_correction SET reason = 'other' WHERE correction_number = 1", "corrections"),
        ("UPDATE card_correction SET counted = NOT counted", "corrections"),
        ("UPDATE card_correction SET correction_number = correction_number + 1", "corrections"),
        ("DELETE FROM card_correction WHERE correction_number = 3", "corrections"),
    ],
)
def test_a_changed_part_of_a_card_is_found(
    lived: Database, unguarded: Connection, statement: str, field: str
) -> None:
    where = "card_id = :card_id"
    joined = f"{statement} AND {where}" if "WHERE" in statement else f"{statement} WHERE {where}"
    card_id = bindparam("card_id", CARD_ID, tables.advice_card.c.card_id.type)
    unguarded.execute(text(joined).bindparams(card_id))

    (difference,) = list(compare_state_with_journal(unguarded))

    assert (difference.subject, difference.field) == (CARD, field)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("version", 2),
        ("client_kind", "legal_person"),
        ("registered_on", date(2009, 7, 8)),
        ("sex", "male"),
        ("age_band", None),
        ("gmina", "zary"),
        ("status", "unemployed"),
        ("predecessor_id", GROUP_ID),
    ],
)
def test_a_changed_column_of_a_client_is_found(lived: Database, column: str, value: object) -> None:
    client = tables.client
    with lived.write() as connection:
        connection.execute(
            update(client).where(client.c.client_id == CLIENT_ID).values({column: value})
        )

    (difference,) = found(lived)

    assert (difference.subject, difference.field) == (CLIENT, column)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("version", 9),
        ("staff_role", "expert"),
        ("active_from", date(2009, 6, 2)),
        ("active_to", date(2009, 12, 31)),
    ],
)
def test_a_changed_column_of_an_adviser_is_found(
    lived: Database, column: str, value: object
) -> None:
    adviser = tables.adviser
    with lived.write() as connection:
        connection.execute(
            update(adviser).where(adviser.c.adviser_id == ADVISER_ID).values({column: value})
        )

    (difference,) = found(lived)

    assert (difference.subject, difference.field) == (ADVISER, column)


def test_a_row_that_nobody_told_of_is_found(lived: Database) -> None:
    stranger = uuid4()
    with lived.write() as connection:
        connection.execute(
            insert(tables.adviser).values(
                adviser_id=stranger,
                version=1,
                full_name="Nikt",
                staff_role="expert",
                active_from=date(2009, 6, 1),
            )
        )

    assert found(lived) == [
        Difference(subject=f"adviser/{stranger}", field="row", stored="present", told="missing")
    ]


def test_a_row_that_is_gone_is_found_with_what_belonged_to_it(
    lived: Database, unguarded: Connection
) -> None:
    card = tables.advice_card
    unguarded.execute(delete(card).where(card.c.card_id == CARD_ID))

    differences = list(compare_state_with_journal(unguarded))

    assert differences == [
        Difference(subject=CARD, field="row", stored="missing", told="present"),
        *(
            Difference(subject=CARD, field=part, stored="present", told="missing")
            for part in ("card_client", "card_adviser", "card_correction")
        ),
    ]


@pytest.mark.parametrize(
    ("version", "told_now"),
    [(1, "versions [2, 3, 4, 5, 6, 7, 8, 9, 10]"), (4, "versions [1, 2, 3, 5, 6, 7, 8, 9, 10]")],
)
def test_a_row_of_the_journal_that_is_gone_is_found(
    lived: Database, unguarded: Connection, version: int, told_now: str
) -> None:
    _forget(unguarded, version)

    assert list(compare_state_with_journal(unguarded)) == [
        Difference(subject=CARD, field="journal", stored="present", told=told_now)
    ]


def test_the_last_row_of_the_journal_that_is_gone_is_found(
    lived: Database, unguarded: Connection
) -> None:
    _forget(unguarded, 10)

    fields = {each.field: each.stored for each in compare_state_with_journal(unguarded)}

    assert fields.keys() == {"version", "counted", "corrections"}


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"[]",
        b'{"data": {}}',
        pytest.param(None, id="of a type that nobody knows"),
    ],
    ids=str,
)
def test_a_row_of_the_journal_that_cannot_be_read_is_found(
    lived: Database, unguarded: Connection, body: bytes | None
) -> None:
    first = (journal.c.subject == CARD) & (journal.c.subject_version == 1)
    if body is None:
        stored = unguarded.execute(journal.select().where(first)).one().body
        body = stored.replace(b"advice_card_drafted", b"advice_card_dreamt")
    unguarded.execute(update(journal).where(first).values(body=body))

    (difference,) = list(compare_state_with_journal(unguarded))

    assert (difference.subject, difference.field) == (CARD, "journal")


def test_a_value_that_is_none_of_its_column_is_found(
    sqlite_lived: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verification, "AT_ONCE", 1)
    with sqlite_lived.write() as connection:
        connection.execute(
            text("UPDATE advice_card SET held_on = 'yesterday' WHERE card_number = :number"),
            {"number": "1/2009/zarska"},
        )

    one_by_one = found(sqlite_lived)
    monkeypatch.setattr(verification, "AT_ONCE", 500)
    together = found(sqlite_lived)

    assert (
        one_by_one
        == together
        == [Difference(subject=CARD, field="row", stored="unreadable", told="present")]
    )


@pytest.fixture
def sqlite_lived(lived: Database) -> Database:
    if lived.is_postgresql:
        pytest.skip("PostgreSQL takes no value that is none of its column")
    return lived


def _forget(connection: Connection, version: int) -> None:
    gone = (journal.c.subject == CARD) & (journal.c.subject_version == version)
    connection.execute(text("DELETE FROM pending"))
    connection.execute(delete(journal).where(gone))
