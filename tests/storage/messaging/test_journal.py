"""The journal: an event and its change are committed together, or neither is."""

from typing import Any

import pytest
from sqlalchemy import func, insert, select, text
from sqlalchemy.exc import DBAPIError

from shared.contracts.domain_event import DomainEvent
from shared.database import Database
from shared.kernel.command import StaleRecord
from shared.messaging import journal as journal_module
from shared.messaging import relay
from shared.messaging.chain import seal
from shared.messaging.journal import BodyTooLarge
from shared.messaging.tables import fork, journal, outgoing, pending
from shared.wire.catalogue import UnknownContract
from shared.wire.envelope import read
from tests.storage.messaging.node_and_centre import START, Centre, Crash, Parcels, crashing
from tests.storage.messaging.parcels import command


def counted(database: Database) -> tuple[int, int]:
    """Return how many rows the journal has, and how many of them wait for a position."""
    with database.read() as connection:
        rows = connection.execute(select(func.count()).select_from(journal)).scalar_one()
        return rows, relay.waiting(connection)


def test_an_event_is_kept_and_waits_for_a_position(node: Parcels) -> None:
    asked = command()

    with node.database.write() as connection:
        node.journal(connection).append(
            node.weighed("a", 250), caused_by=asked, programme="owss-2009"
        )

    with node.database.read() as connection:
        row = connection.execute(select(journal)).one()
    envelope = read(row.body)
    assert counted(node.database) == (1, 1)
    assert (row.type, row.subject, row.subject_version) == (
        "pl.owss.parcels.parcel_weighed.v1",
        "parcel/a",
        1,
    )
    assert (envelope.id, envelope.source) == (str(row.event_id), node.source)
    assert (envelope.type, envelope.subject, envelope.subject_version) == row[2:5]
    assert (envelope.time, envelope.programme) == (START, "owss-2009")
    assert envelope.causationid == str(asked.command_id)
    assert envelope.data == {"parcel": "a", "grams": 250}


def test_a_rollback_leaves_neither_the_event_nor_its_place_in_the_queue(node: Parcels) -> None:
    with crashing(), node.database.write() as connection:
        node.journal(connection).append(node.weighed("a", 1), caused_by=command())
        raise Crash

    assert counted(node.database) == (0, 0)


def test_a_version_that_a_subject_has_already_is_refused(node: Parcels) -> None:
    node.weigh(("a", 1))
    node.versions.clear()

    with pytest.raises(StaleRecord, match="parcel/a"):
        node.weigh(("a", 2))

    assert counted(node.database) == (1, 1)


def test_the_same_version_of_another_subject_is_accepted(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 1))

    assert counted(node.database) == (2, 2)


def test_an_event_that_is_too_large_is_refused_with_its_size(
    node: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "BODY_LIMIT", 100)

    with pytest.raises(BodyTooLarge, match=r"[0-9]+, 100, 'parcel/a'"):
        node.weigh(("a", 1))

    assert counted(node.database) == (0, 0)


def test_a_contract_that_no_catalogue_lists_is_refused(node: Parcels) -> None:
    unlisted = DomainEvent(occurred_at=START, subject_version=1)

    with pytest.raises(UnknownContract, match="DomainEvent"):
        node.record(unlisted)


def test_the_database_itself_refuses_a_body_over_the_limit(node: Parcels) -> None:
    row = {"event_id": command().command_id, "type": "t", "subject": "s", "subject_version": 1}

    with pytest.raises(DBAPIError, match="body_limit"), node.database.write() as connection:
        connection.execute(insert(journal).values(**row, body=b"x" * (128 * 1024 + 1)))


def test_on_postgresql_a_commit_wakes_whoever_listens(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    with database.write() as connection:
        outgoing.create_all(connection)
    listener = database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
    listener.execute(text(f"LISTEN {journal_module.CHANNEL}"))

    Parcels(database).weigh(("a", 1), ("b", 1))

    driver: Any = listener.connection.driver_connection
    told = list(driver.notifies(timeout=10, stop_after=1))
    assert [notice.channel for notice in told] == [journal_module.CHANNEL]
    listener.close()
    database.close()


@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET digest = digest"])
@pytest.mark.parametrize("table", ["chain", "inbox", "fork"])
def test_what_only_grows_is_neither_changed_nor_removed(
    node: Parcels, centre: Centre, table: str, statement: str
) -> None:
    node.weigh(("a", 1))
    (original,) = node.published()
    link = seal(b'{"forged":true,' + original.body[1:200], epoch=1, position=1, prevdigest="0" * 64)
    centre.receive([original])
    with node.database.write() as connection:
        columns = {"source": node.source, "received_at": START}
        row = {"epoch": 1, "position": 1, "digest": link.digest, "body": link.message}
        connection.execute(insert(fork).values(**columns, **row))

    with pytest.raises(DBAPIError, match="only grows"), node.database.write() as connection:
        connection.exec_driver_sql(statement.format(table))


@pytest.mark.parametrize("statement", ["DELETE FROM journal", "UPDATE journal SET body = body"])
def test_the_journal_is_neither_changed_nor_shortened(node: Parcels, statement: str) -> None:
    node.weigh(("a", 1))

    with pytest.raises(DBAPIError, match="only grows"), node.database.write() as connection:
        connection.exec_driver_sql(statement)


def test_a_row_that_waits_belongs_to_the_journal(node: Parcels) -> None:
    with pytest.raises(DBAPIError), node.database.write() as connection:
        connection.execute(insert(pending).values(journal_id=1))
