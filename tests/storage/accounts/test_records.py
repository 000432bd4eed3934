from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import inspect, select

from services.accounts.application.sign_in_commands import Renew
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.proving import digest_of
from services.accounts.domain.refusals import AlreadyCarriedOut, LinkNotValid, SessionOver
from services.accounts.domain.second_factor import SecondFactor
from services.accounts.domain.session import KEPT_FOR
from services.accounts.storage.accounts import name_order
from services.accounts.storage.performing import renew_session, snapshot
from services.accounts.storage.sealing import SecretSafe, SecretUnreadable
from services.accounts.storage.tables import (
    attempt,
    known_device,
    metadata,
    one_time_link,
    second_factor,
    session,
    staff_account,
)
from services.accounts.storage.unit_of_work import StoredWork, unit_of_work
from shared.database import Database
from shared.kernel.command import StaleRecord
from shared.kernel.polish import collation_key
from shared.messaging.commands import CommandIdReused
from shared.messaging.tables import command_log, outgoing
from shared.migrations import check, upgrade
from shared.workplace.tables import workplace
from tests.storage.accounts.stored_desk import SOURCE, StoredDesk, StoredTools
from tests.unit.accounts.api_tokens_suite import ApiTokensSuite
from tests.unit.accounts.examples import (
    NOW,
    OTHER_PASSWORD,
    PASSWORD,
    PERSON_ID,
    to_accept,
    to_change_password,
    to_confirm,
    to_invite,
    to_log_in,
    to_reset,
    to_set_up,
)
from tests.unit.accounts.people_suite import PeopleSuite
from tests.unit.accounts.rules_suite import RulesSuite
from tests.unit.accounts.sign_in_suite import SignInSuite, guess, with_second_factor


class TestInADatabase(PeopleSuite, SignInSuite, ApiTokensSuite, RulesSuite):
    pass


def everything_kept(desk: StoredDesk) -> str:
    """Return all rows of all tables as one text."""
    with desk.database.read() as connection:
        tables = [*metadata.sorted_tables, *outgoing.sorted_tables]
        return "\n".join(
            str(tuple(row)) for table in tables for row in connection.execute(select(table))
        )


def test_migrations_make_what_the_code_declares(database_url: str, migrations: Path) -> None:
    upgrade(database_url, migrations)

    check(database_url, migrations)


def test_all_tables_are_there(database: Database) -> None:
    with database.read() as connection:
        tables = set(inspect(connection).get_table_names())

    assert tables == {
        *metadata.tables,
        *outgoing.tables,
        *workplace.tables,
        "alembic_version",
    }


def test_no_secret_is_kept_that_could_be_used(furnished: StoredDesk) -> None:
    secret, codes = with_second_factor(furnished)
    ticket = furnished.do(to_log_in()).ticket
    logged_in = furnished.do(to_confirm(ticket, codes[0]))
    invited = furnished.do(to_invite(staff_id=uuid4(), login="ewa@zarska.example"))
    furnished.do(to_change_password())

    kept = everything_kept(furnished).replace(f":{PASSWORD}", "").replace(f":{OTHER_PASSWORD}", "")

    used = (PASSWORD, OTHER_PASSWORD, secret, *codes, ticket, logged_in.session, invited.token)
    assert [one for one in (*used, logged_in.device) if one in kept] == []


def test_a_command_asked_twice_is_carried_out_once(furnished: StoredDesk) -> None:
    command = to_change_password()

    answers = [furnished.do(command), furnished.do(command)]

    assert answers == [None, None]
    assert furnished.told.count("password_changed") == 1


def test_a_secret_is_told_once(furnished: StoredDesk) -> None:
    command = to_invite(staff_id=uuid4(), login="ewa@zarska.example")
    furnished.do(command)

    with pytest.raises(AlreadyCarriedOut):
        furnished.do(command)

    assert furnished.told.count("person_invited") == 3


def test_the_id_of_a_command_stands_for_one_request(furnished: StoredDesk) -> None:
    command = to_invite(staff_id=uuid4(), login="ewa@zarska.example")
    furnished.do(command)

    with pytest.raises(CommandIdReused):
        furnished.do(to_set_up(command_id=command.command_id))


def test_logging_in_is_not_remembered_by_its_id(furnished: StoredDesk) -> None:
    command = to_log_in()

    first, second = furnished.do(command).session, furnished.do(command).session

    assert first != second
    with furnished.database.read() as connection:
        kept = select(command_log.c.command_type)
        assert "LogIn" not in set(connection.execute(kept).scalars())


def test_a_link_that_was_refused_works_on(furnished: StoredDesk) -> None:
    invited = to_invite(staff_id=uuid4(), login="ewa@zarska.example")
    token = furnished.do(invited).token
    with pytest.raises(LinkNotValid):
        furnished.do(to_reset(token))

    furnished.do(to_accept(token))

    assert furnished.do(to_log_in(login="ewa@zarska.example")).session


def test_renewing_keeps_that_the_person_is_there_once_a_minute(furnished: StoredDesk) -> None:
    query = Renew(session=furnished.do(to_log_in()).session)
    seen = []

    for seconds in (30, 70, 100, 140):
        now = NOW + timedelta(seconds=seconds)
        renew_session(furnished.database, SOURCE, query, now, furnished.tools)
        with furnished.database.read() as connection:
            seen.append(connection.execute(select(session.c.last_seen_at)).scalar_one() - NOW)

    assert [each.seconds for each in seen] == [0, 70, 70, 140]


def test_a_session_that_never_was_is_over(furnished: StoredDesk) -> None:
    with pytest.raises(SessionOver):
        renew_session(furnished.database, SOURCE, Renew(session="x"), NOW, furnished.tools)


def test_what_is_too_old_is_dropped(furnished: StoredDesk) -> None:
    furnished.do(to_log_in())
    guess(furnished, 2)
    much_later = NOW + KEPT_FOR + timedelta(days=100)

    furnished.do(to_log_in(), much_later)

    with furnished.database.read() as connection:
        kept = {
            table.name: len(connection.execute(select(table)).all())
            for table in (session, known_device, attempt)
        }
    assert kept == {"session": 1, "known_device": 1, "attempt": 0}


def test_a_secret_is_opened_with_the_key_that_sealed_it(furnished: StoredDesk) -> None:
    with_second_factor(furnished)
    strange = StoredDesk(furnished.database, StoredTools(SecretSafe(Fernet.generate_key())))
    ticket = furnished.do(to_log_in()).ticket

    with pytest.raises(SecretUnreadable, match=r"accounts\.key"):
        strange.do(to_confirm(ticket, "000000"))


@pytest.mark.parametrize("kind", ["account", "second factor", "link"])
def test_what_somebody_else_changed_is_not_overwritten(furnished: StoredDesk, kind: str) -> None:
    with_second_factor(furnished)
    ticket = furnished.do(to_log_in()).ticket
    with snapshot(furnished.database, SOURCE, furnished.tools) as records:
        account = records.accounts.get(PERSON_ID)
        factor = records.second_factors.get(PERSON_ID)
        link = records.links.get(digest_of(ticket), LinkPurpose.SECOND_STEP)
    with furnished.database.write() as connection:
        for table in (staff_account, second_factor):
            connection.execute(table.update().values(revision=table.c.revision + 1))
        connection.execute(one_time_link.update().values(used_at=NOW))

    def save(work: StoredWork) -> None:
        match kind:
            case "account":
                work.accounts.save(account)
            case "second factor":
                work.second_factors.save(factor)
            case _:
                work.links.save(link)

    with (
        pytest.raises(StaleRecord),
        unit_of_work(furnished.database, SOURCE, furnished.tools.safe) as work,
    ):
        save(work)


def test_of_two_who_set_up_a_second_factor_at_one_moment_one_is_told(
    furnished: StoredDesk,
) -> None:
    factor = SecondFactor(staff_id=PERSON_ID, secret="s")
    with unit_of_work(furnished.database, SOURCE, furnished.tools.safe) as work:
        work.second_factors.save(SecondFactor(staff_id=PERSON_ID, secret="t"))

    with (
        pytest.raises(StaleRecord),
        unit_of_work(furnished.database, SOURCE, furnished.tools.safe) as work,
    ):
        work.second_factors.save(factor)


def test_names_are_ordered_as_in_a_polish_list() -> None:
    names = ["Ewa Żak", "Adam Ćwiek", "Jan Zięba", "Anna Cis", "Ewa Łoś", "Ola Lis", "Sokrates"]

    ordered = sorted(names, key=name_order)

    assert ordered == sorted(
        names, key=lambda name: collation_key(" ".join(reversed(name.split())))
    )
    assert ordered[0] == "Anna Cis"
    assert name_order("") == ""


def test_a_code_switches_the_second_factor_on_in_the_database(furnished: StoredDesk) -> None:
    secret = furnished.do(to_set_up()).secret

    with furnished.database.read() as connection:
        row = connection.execute(select(second_factor)).one()

    assert (row.is_on, secret in row.secret_sealed) == (False, False)
