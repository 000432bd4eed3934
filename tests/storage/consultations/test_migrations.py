"""What migrations make, and what nobody may do afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Connection, event, inspect, text
from sqlalchemy.exc import DatabaseError, ProgrammingError

from services.consultations.domain.client_list import ClientFilter, ClientOrder
from services.consultations.storage.lists import StoredClientList
from services.consultations.storage.tables import metadata
from shared.database import Database
from shared.messaging.tables import APPEND_ONLY, outgoing
from shared.migrations import SchemaDiffers, check, upgrade
from shared.workplace.tables import workplace
from tests.storage.consultations.node import do, furnish
from tests.unit.consultations.examples import to_draft

SEAL = """
INSERT INTO chain (epoch, position, journal_id, digest)
SELECT 1, journal_id, journal_id, 'd' FROM journal
"""


@pytest.fixture
def role(postgresql_url: str) -> Iterator[str]:
    """Give a role of PostgreSQL that owns nothing, with a name that must be quoted."""
    name = f"service-{uuid4()}"
    database = Database(postgresql_url)
    with database.write() as connection:
        connection.exec_driver_sql(f'CREATE ROLE "{name}"')
    yield name
    with database.write() as connection:
        connection.exec_driver_sql(f'DROP OWNED BY "{name}"')
        connection.exec_driver_sql(f'DROP ROLE "{name}"')
    database.close()


def test_migrations_make_what_the_code_declares(database_url: str, migrations: Path) -> None:
    upgrade(database_url, migrations)

    check(database_url, migrations)


def test_an_upgrade_of_what_is_up_to_date_changes_nothing(
    database: Database, migrations: Path
) -> None:
    furnish(database)

    upgrade(database.url, migrations)

    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM journal")).scalar_one() == 4


def test_a_table_that_nobody_migrated_is_noticed(database: Database, migrations: Path) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("ALTER TABLE client ADD COLUMN pesel VARCHAR(11)")

    with pytest.raises(SchemaDiffers, match="pesel"):
        check(database.url, migrations)


def test_an_upgrade_that_fails_leaves_nothing_behind(database_url: str, migrations: Path) -> None:
    database = Database(database_url)
    with database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE record_history (x INTEGER)")

    with pytest.raises(DatabaseError):
        upgrade(database_url, migrations)

    with database.read() as connection:
        assert inspect(connection).get_table_names() == ["record_history"]
    database.close()


def test_files_of_before_are_found_in_the_list_of_clients(
    furnished: Database, migrations: Path
) -> None:
    with furnished.write() as connection:
        connection.exec_driver_sql("ALTER TABLE client DROP COLUMN found_by")
        connection.exec_driver_sql("ALTER TABLE client DROP COLUMN name_key")
        for name in ("client_view", "told_apart", "card_scan", "unsent_form"):
            connection.exec_driver_sql(f"DROP TABLE {name}")
        for table in reversed(workplace.sorted_tables):
            table.drop(connection)
        connection.exec_driver_sql("DROP INDEX ix_advice_card_state_held_on_counted_card_id")
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0006'")

    upgrade(furnished.url, migrations)

    with furnished.read() as connection:
        listed = StoredClientList(connection)
        found = listed.rows(ClientFilter(words="łąka"), ClientOrder.NAME)
        everybody = listed.rows(ClientFilter(), ClientOrder.NAME)
    assert [row.name for row in found] == ["Grupa „Łąka”"]
    assert [row.name for row in everybody] == ["Grupa „Łąka”", "Jan Żak"]


def test_all_tables_are_there(database: Database) -> None:
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())

    assert tables == {
        *metadata.tables,
        *outgoing.tables,
        *workplace.tables,
        "alembic_version",
    }


@pytest.mark.parametrize("table", ["journal", "chain"])
@pytest.mark.parametrize("attack", ["UPDATE {} SET journal_id = journal_id", "DELETE FROM {}"])
def test_a_row_of_what_only_grows_is_neither_changed_nor_removed(
    furnished: Database, table: str, attack: str
) -> None:
    with furnished.write() as connection:
        connection.execute(text(SEAL))

    with (
        pytest.raises(DatabaseError, match=f"{table} only grows"),
        furnished.write() as connection,
    ):
        connection.execute(text(attack.format(table)))


@pytest.mark.parametrize("table", ["journal", "chain"])
def test_what_only_grows_is_not_emptied(postgresql_url: str, migrations: Path, table: str) -> None:
    upgrade(postgresql_url, migrations)
    database = Database(postgresql_url)

    with pytest.raises(DatabaseError, match="only grows"), database.write() as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))

    database.close()


def test_every_table_that_only_grows_is_guarded(database: Database) -> None:
    with database.read() as connection:
        guarded = _guarded(connection)

    assert guarded == set(APPEND_ONLY) & set(outgoing.tables)


def test_a_service_may_work_with_rows_and_only_add_to_the_journal(
    postgresql_url: str, migrations: Path, role: str
) -> None:
    upgrade(postgresql_url, migrations, service_role=role)
    database = Database(postgresql_url)
    _act_as(database, role)

    furnish(database)
    do(database, to_draft(uuid4()))
    with database.write() as connection:
        connection.execute(text("DELETE FROM record_history"))

    for forbidden in (
        "UPDATE journal SET type = ''",
        "DELETE FROM chain",
        "TRUNCATE journal CASCADE",
        "DROP TRIGGER journal_refuses_change ON journal",
        "ALTER TABLE client ADD COLUMN pesel TEXT",
        "DELETE FROM alembic_version",
    ):
        with (
            pytest.raises(ProgrammingError, match=r"permission denied|must be owner"),
            database.write() as connection,
        ):
            connection.execute(text(forbidden))
    database.close()


def test_rights_that_a_service_should_not_have_are_taken_back(
    postgresql_url: str, migrations: Path, role: str
) -> None:
    upgrade(postgresql_url, migrations, service_role=role)
    database = Database(postgresql_url)
    with database.write() as connection:
        connection.exec_driver_sql(f'GRANT ALL ON journal TO "{role}"')

    upgrade(postgresql_url, migrations, service_role=role)

    with database.read() as connection:
        rights = connection.execute(
            text(
                "SELECT privilege_type FROM information_schema.role_table_grants"
                " WHERE grantee = :role AND table_name = 'journal'"
            ),
            {"role": role},
        ).scalars()
        assert set(rights) == {"SELECT", "INSERT"}
    database.close()


def _act_as(database: Database, role: str) -> None:
    @event.listens_for(database.engine, "begin")
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(f'SET LOCAL ROLE "{role}"')


def _guarded(connection: Connection) -> set[str]:
    """Return the tables that have as many triggers as their kind of database needs."""
    if connection.dialect.name == "postgresql":
        query, needed = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE NOT tgisinternal", 1
    else:
        query, needed = "SELECT tbl_name FROM sqlite_master WHERE type = 'trigger'", 2
    tables = list(connection.execute(text(query)).scalars())
    return {table for table in tables if tables.count(table) == needed}
