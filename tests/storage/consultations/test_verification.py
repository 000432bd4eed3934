"""Whatever is changed by the side is found, whichever way round it was changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Connection, bindparam, delete, insert, text, update

import services.consultations.storage.migrations
from services.consultations.storage import tables, verification
from services.consultations.storage.told_subjects import Told, told_values
from services.consultations.storage.verification import Difference, compare_state_with_journal
from shared.contracts.consultations import CorrectionReason
from shared.contracts.reporting import ProgrammePublished
from shared.database import Database
from shared.messaging.tables import journal
from shared.migrations import upgrade
from shared.wire.catalogue import UnknownEventType
from tests.storage.consultations.attacking import attacking
from tests.storage.consultations.node import do, furnish
from tests.unit.consultations.examples import (
    ADVISER_ID,
    ANSWERS,
    CLIENT_ID,
    COLLEAGUE_ID,
    GROUP_ID,
    NOW,
    to_annul,
    to_approve,
    to_change,
    to_change_client,
    to_close_path,
    to_confirm,
    to_correct,
    to_draft,
    to_erase,
    to_follow_up,
    to_merge,
    to_note_receipt,
    to_open_path,
    to_receive,
    to_refer,
    to_register_client,
    to_return,
    to_sign,
    told,
)

(MIGRATIONS,) = map(Path, services.consultations.storage.migrations.__path__)
TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
CARD_ID, DRAFT_ID, SECOND_ID = UUID(int=41), UUID(int=42), UUID(int=31)
PATH_ID, REFERRAL_ID, RECEIPT_ID, FOLLOW_UP_ID = (UUID(int=number) for number in range(81, 85))
CARD, ADVISER, CLIENT = f"advice-card/{CARD_ID}", f"adviser/{ADVISER_ID}", f"client/{CLIENT_ID}"


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def database_url(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Give one database of each kind for all attacks: each is taken back in the end."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp('lived') / 'consultations.db'}"
    else:
        with request.getfixturevalue("postgresql_server").database() as url:
            yield url


@pytest.fixture(scope="module")
def lived_at(database_url: str) -> str:
    """Give the address of a node where every kind of domain event has happened."""
    upgrade(database_url, MIGRATIONS)
    database = Database(database_url)
    furnish(database)
    live(database)
    database.close()
    return database_url


@pytest.fixture
def attacked(lived_at: str) -> Iterator[Connection]:
    """Open a transaction of somebody who has the database's password and minds no guard."""
    with attacking(lived_at) as connection:
        yield connection


def live(database: Database) -> None:
    both = told(client_ids=(GROUP_ID, CLIENT_ID), adviser_ids=(COLLEAGUE_ID, ADVISER_ID))
    do(
        database,
        to_open_path(PATH_ID, client_ids=(GROUP_ID, CLIENT_ID)),
        to_draft(CARD_ID, advice=told(support_path_id=PATH_ID)),
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
        to_register_client(client_id=SECOND_ID, although_duplicate=True),
        to_change_client(client_id=SECOND_ID, recipient=replace(ANSWERS, gmina="zary")),
        to_merge(SECOND_ID, GROUP_ID),
        to_erase(SECOND_ID),
        to_close_path(PATH_ID),
        to_refer(REFERRAL_ID),
        to_note_receipt(REFERRAL_ID),
        to_receive(RECEIPT_ID),
    )
    do(database, to_follow_up(FOLLOW_UP_ID), now=NOW.replace(year=2010, month=1))


def found(connection: Connection) -> list[Difference]:
    return list(compare_state_with_journal(connection))


def test_what_use_cases_made_is_what_the_journal_tells(lived_at: str) -> None:
    database = Database(lived_at)

    with database.read() as connection:
        assert found(connection) == []

    database.close()


def test_names_and_texts_may_be_changed_and_erased(attacked: Connection) -> None:
    attacked.execute(update(tables.client).values(name="usunięto", email=None))
    attacked.execute(update(tables.adviser).values(full_name="usunięto"))
    attacked.execute(update(tables.advice_card).values(subject="", persons_present=""))
    attacked.execute(delete(tables.record_history))

    assert found(attacked) == []


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
def test_a_changed_column_of_a_card_is_found(
    attacked: Connection, column: str, value: object
) -> None:
    card = tables.advice_card
    attacked.execute(update(card).where(card.c.card_id == CARD_ID).values({column: value}))

    (difference,) = found(attacked)

    assert (difference.subject, difference.field, difference.stored) == (CARD, column, value)


def test_times_that_do_not_give_the_minutes_are_found(attacked: Connection) -> None:
    card = tables.advice_card
    attacked.execute(update(card).where(card.c.card_id == CARD_ID).values(started_at=time(9, 30)))

    (difference,) = found(attacked)

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
        ("UPDATE card_correction SET correction_number = correction_number + 10", "corrections"),
        ("DELETE FROM card_correction WHERE correction_number = 3", "corrections"),
    ],
)
def test_a_changed_part_of_a_card_is_found(
    attacked: Connection, statement: str, field: str
) -> None:
    where = "card_id = :card_id"
    joined = f"{statement} AND {where}" if "WHERE" in statement else f"{statement} WHERE {where}"
    card_id = bindparam("card_id", CARD_ID, tables.advice_card.c.card_id.type)
    attacked.execute(text(joined).bindparams(card_id))

    (difference,) = found(attacked)

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
        ("merged_into", GROUP_ID),
        ("merged_on", date(2009, 7, 8)),
        ("merged_by", COLLEAGUE_ID),
        ("erased_on", date(2009, 7, 8)),
        ("erasure_ground", "requested"),
    ],
)
def test_a_changed_column_of_a_client_is_found(
    attacked: Connection, column: str, value: object
) -> None:
    client = tables.client
    attacked.execute(update(client).where(client.c.client_id == CLIENT_ID).values({column: value}))

    (difference,) = found(attacked)

    assert (difference.subject, difference.field) == (CLIENT, column)


@pytest.mark.parametrize("column", ["gmina", "merged_into", "merged_on", "erased_on"])
def test_what_happened_to_a_file_is_not_taken_back_by_the_side(
    attacked: Connection, column: str
) -> None:
    client = tables.client
    attacked.execute(update(client).where(client.c.client_id == SECOND_ID).values({column: None}))

    (difference,) = found(attacked)

    assert (difference.subject, difference.field) == (f"client/{SECOND_ID}", column)


@pytest.mark.parametrize(
    ("statement", "subject", "field"),
    [
        ("UPDATE support_path SET opened_on = '2009-07-01'", "support-path", "opened_on"),
        ("UPDATE support_path SET closed_on = NULL", "support-path", "closed_on"),
        ("UPDATE support_path SET outcome = 'other'", "support-path", "outcome"),
        ("UPDATE support_path SET version = 3", "support-path", "version"),
        ("UPDATE support_path_client SET place = 7 - place", "support-path", "clients"),
        ("DELETE FROM support_path_client WHERE place = 1", "support-path", "clients"),
        ("UPDATE referral SET field_of_advice = 'x'", "referral", "field_of_advice"),
        ("UPDATE referral SET to_node = 'x'", "referral", "to_node"),
        ("UPDATE referral SET programme = 'x'", "referral", "programme"),
        ("UPDATE referral SET received_by = 'x'", "referral", "received_by"),
        ("UPDATE referral SET received_on = NULL", "referral", "received_on"),
        ("DELETE FROM referral", "referral", "row"),
        ("UPDATE referral_receipt SET from_node = 'x'", "referral-receipt", "from_node"),
        (
            "UPDATE referral_receipt SET received_on = '2009-07-01'",
            "referral-receipt",
            "received_on",
        ),
        ("UPDATE follow_up SET months = 12", "follow-up", "months"),
        ("UPDATE follow_up SET outcome = 'refused'", "follow-up", "outcome"),
        ("UPDATE follow_up SET due_on = '2009-07-01'", "follow-up", "due_on"),
        ("DELETE FROM follow_up", "follow-up", "row"),
    ],
)
def test_a_change_of_a_clients_way_is_found(
    attacked: Connection, statement: str, subject: str, field: str
) -> None:
    attacked.execute(text(statement))

    (difference,) = found(attacked)

    assert (difference.subject.split("/")[0], difference.field) == (subject, field)


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
    attacked: Connection, column: str, value: object
) -> None:
    adviser = tables.adviser
    attacked.execute(
        update(adviser).where(adviser.c.adviser_id == ADVISER_ID).values({column: value})
    )

    (difference,) = found(attacked)

    assert (difference.subject, difference.field) == (ADVISER, column)


def test_a_row_that_nobody_told_of_is_found(attacked: Connection) -> None:
    stranger = uuid4()
    attacked.execute(
        insert(tables.adviser).values(
            adviser_id=stranger,
            version=1,
            full_name="Nikt",
            staff_role="expert",
            active_from=date(2009, 6, 1),
        )
    )

    assert found(attacked) == [
        Difference(subject=f"adviser/{stranger}", field="row", stored="present", told="missing")
    ]


def test_a_row_that_is_gone_is_found_with_what_belonged_to_it(attacked: Connection) -> None:
    card = tables.advice_card
    attacked.execute(delete(card).where(card.c.card_id == CARD_ID))

    differences = found(attacked)

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
    attacked: Connection, version: int, told_now: str
) -> None:
    _forget(attacked, version)

    assert found(attacked) == [
        Difference(subject=CARD, field="journal", stored="present", told=told_now)
    ]


def test_the_last_row_of_the_journal_that_is_gone_is_found(attacked: Connection) -> None:
    _forget(attacked, 10)

    fields = {each.field: each.stored for each in found(attacked)}

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
    attacked: Connection, body: bytes | None
) -> None:
    first = (journal.c.subject == CARD) & (journal.c.subject_version == 1)
    if body is None:
        stored = attacked.execute(journal.select().where(first)).one().body
        body = stored.replace(b"advice_card_drafted", b"advice_card_dreamt")
    attacked.execute(update(journal).where(first).values(body=body))

    (difference,) = found(attacked)

    assert (difference.subject, difference.field) == (CARD, "journal")


def test_a_value_that_is_none_of_its_column_is_found(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    upgrade(sqlite_url, MIGRATIONS)
    database = Database(sqlite_url)
    furnish(database)
    live(database)
    with database.write() as connection:
        connection.execute(
            text("UPDATE advice_card SET held_on = 'yesterday' WHERE card_number = :number"),
            {"number": "1/2009/zarska"},
        )

    with database.read() as connection:
        together = found(connection)
        monkeypatch.setattr(verification, "AT_ONCE", 1)
        one_by_one = found(connection)

    assert (
        one_by_one
        == together
        == [Difference(subject=CARD, field="row", stored="unreadable", told="present")]
    )
    database.close()


def test_a_domain_event_that_nobody_can_fold_is_not_passed_over() -> None:
    elsewhere = ProgrammePublished(
        occurred_at=NOW,
        subject_version=1,
        programme="owss-2009",
        programme_version=1,
        valid_from=date(2009, 6, 1),
        document_digest="0" * 64,
    )

    with pytest.raises(UnknownEventType):
        told_values([Told(elsewhere, None)])


def _forget(connection: Connection, version: int) -> None:
    gone = (journal.c.subject == CARD) & (journal.c.subject_version == version)
    connection.execute(text("DELETE FROM pending"))
    connection.execute(delete(journal).where(gone))
