"""What migrations make, and what nobody may do afterwards."""

from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import inspect, text
from sqlalchemy.exc import DatabaseError

from services.reporting.projection.client_sets import client_sets
from services.reporting.projection.matches import matches
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.projection.tables import facts
from services.reporting.projection.totals import totals
from services.reporting.storage.tables import metadata
from shared.database import Database
from shared.messaging.tables import APPEND_ONLY, incoming, outgoing
from shared.migrations import SchemaDiffers, _config, check, upgrade
from shared.workplace.tables import workplace
from tests.storage.reporting.advice_told import NOW, Node, Reporting
from tests.storage.reporting.operations import Operations

SEAL = """
INSERT INTO chain (epoch, position, journal_id, digest)
SELECT 1, journal_id, journal_id, 'd' FROM journal
"""
FOLDED_BEFORE = (
    "INSERT INTO projection (name, version, generation) VALUES ('ministry_facts', 1, 1)",
    """
    INSERT INTO checkpoint (projection, generation, source, epoch, position, digest,
        failed_in_a_row)
    VALUES ('ministry_facts', 1, '/nodes/zarska/consultations', 1, 1, 'd', 0)
    """,
    """
    INSERT INTO advice_fact (generation, source, epoch, position, node, programme, card_id,
        card_number, held_on, minutes, field_of_advice, form_of_contact)
    VALUES (1, '/nodes/zarska/consultations', 1, 1, 'zarska', 'owss-2009/1',
        '000000000000000000000000000003e9', '1/2009/zarska', '2009-07-07', 15, 'legal', 'phone')
    """,
)
"""One card, as the first version of the folds counted it."""

FORK = """
INSERT INTO fork (source, epoch, position, digest, body, received_at)
SELECT source, epoch, position, 'd', body, received_at FROM inbox
"""


def test_migrations_make_what_the_code_declares(database_url: str, migrations: Path) -> None:
    upgrade(database_url, migrations)
    upgrade(database_url, migrations)

    check(database_url, migrations)


def test_what_older_folds_made_is_forgotten_and_the_archive_is_folded_anew(
    database_url: str, migrations: Path
) -> None:
    database = Database(database_url)
    with database.write() as connection:
        command.upgrade(_config(connection, migrations), "0003")
        for statement in FOLDED_BEFORE:
            connection.execute(text(statement))

    upgrade(database_url, migrations)

    node, reporting = Node(), Reporting(database)
    node.approve(minutes=90)
    reporting.take_in(node)
    assert reporting.value("hours_of_advice", programme="owss-2009") == 90
    assert reporting.value("hours_of_advice") == 90
    assert reporting.now().projection_version == MINISTRY_FACTS.version
    database.close()


def test_all_tables_are_there(database: Database) -> None:
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())

    declared = (metadata, facts, matches, totals, client_sets, outgoing, incoming, workplace)
    assert tables == {"alembic_version"}.union(*(each.tables for each in declared))


def test_a_column_that_nobody_migrated_is_noticed(database: Database, migrations: Path) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE advice_fact ADD COLUMN client_name VARCHAR(80)")

    with pytest.raises(SchemaDiffers, match="client_name"):
        check(database.url, migrations)


@pytest.mark.parametrize("table", APPEND_ONLY)
@pytest.mark.parametrize("attack", ["UPDATE {} SET {} = {}", "DELETE FROM {}"])
def test_a_row_of_what_only_grows_is_neither_changed_nor_removed(
    reporting: Reporting, node: Node, table: str, attack: str
) -> None:
    wrong = node.unreadable()
    reporting.take_in(node)
    Operations(reporting).discard(wrong.source, wrong.position)
    column = "journal_id" if table in outgoing.tables else "epoch"
    with reporting.database.write() as connection:
        connection.execute(text(SEAL))
        connection.execute(text(FORK))

    with (
        pytest.raises(DatabaseError, match=f"{table} only grows"),
        reporting.database.write() as connection,
    ):
        connection.execute(text(attack.format(table, column, column)))


@pytest.mark.parametrize("table", APPEND_ONLY)
def test_what_only_grows_is_not_emptied(on_postgresql: Database, table: str) -> None:
    with pytest.raises(DatabaseError, match="only grows"), on_postgresql.write() as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))


def test_a_moment_is_kept_in_utc(reporting: Reporting, node: Node) -> None:
    reporting.receive(node, [node.heartbeat()])
    reporting.expect(node)
    reporting.fold(node)

    (fresh,) = reporting.fresh().nodes

    assert fresh.since == NOW
