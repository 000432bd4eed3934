"""Whatever is done to a journal, a state or an archive by the side is found, and named."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Row, create_engine, delete, insert, select, update

from services.consultations.storage import tables as state
from services.consultations.storage.verification import compare_state_with_journal
from shared.database import Database
from shared.messaging import relay
from shared.messaging.chain import body_of, seal
from shared.messaging.findings import Fault, Finding
from shared.messaging.stored_values import damage
from shared.messaging.tables import chain, cursor, expected_source, inbox, journal, pending
from shared.messaging.verification import verify_archive, verify_enrolled, verify_journal
from shared.wire.published import CATALOGUE
from tests.servers.postgresql import PostgresqlServer
from tests.storage.messaging.lived_in import NODES, SOURCE, archive, live
from tests.storage.messaging.tampering import (
    ON_A_NODE,
    ON_THE_CENTRE,
    Attack,
    Names,
    chain_anew,
    without_guards,
)

MUTATIONS, BATCHES = 1000, 20
LAST_CARDS = tuple(f"advice-card/{UUID(int=number)}" for number in (105, 106))


def names_in_node(connection: Connection) -> list[Names]:
    """Return by what names each finding calls the row, the way `owss verify` looks at a node."""
    findings = [_names(each) for each in verify_journal(connection, SOURCE, CATALOGUE)]
    differences = compare_state_with_journal(connection)
    return findings + [{("subject", each.subject)} for each in differences]


def names_in_archive(connection: Connection) -> list[Names]:
    findings = [*verify_archive(connection), *verify_enrolled(connection)]
    return [_names(each) for each in findings]


def _names(finding: Finding) -> Names:
    names: Names = {
        ("position", finding.position),
        ("archived", (finding.source, finding.position)),
        ("row", finding.journal_id),
        ("subject", finding.subject),
        ("source", finding.source),
    }
    if finding.fault in {Fault.SENT_ANOTHER, Fault.CENTRE_HOLDS_ANOTHER}:
        names.add(("witnessed", finding.source))
    return {(kind, value) for kind, value in names if value is not None}


@pytest.fixture(scope="module")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Give the files of a node and of its centre, at rest."""
    home = tmp_path_factory.mktemp("lived_in")
    nodes = {node: live(f"sqlite:///{home / node}", node) for node in NODES}
    archive(f"sqlite:///{home / 'centre'}", nodes).close()
    for database in nodes.values():
        database.close()
    return home / NODES[0], home / "centre"


@pytest.fixture(scope="module")
def on_postgresql(
    postgresql_server: PostgresqlServer,
) -> Iterator[tuple[Database, Database]]:
    with (
        postgresql_server.database() as first,
        postgresql_server.database() as second,
        postgresql_server.database() as centre,
    ):
        nodes = dict(zip(NODES, (live(first, NODES[0]), live(second, NODES[1])), strict=True))
        archived = archive(centre, nodes)
        yield nodes[NODES[0]], archived
        for database in (*nodes.values(), archived):
            database.close()


def attacked(file: Path, attack: Callable[..., Names], *arguments: object) -> Names:
    """Change a file with nothing of ours in between: SQLite's own driver, as it comes."""
    engine = create_engine(f"sqlite:///{file}")
    with engine.begin() as connection:
        without_guards(connection)
        names = attack(connection, *arguments)
    engine.dispose()
    return names


def looked_at(file: Path, check: Callable[[Connection], list[Names]]) -> list[Names]:
    database = Database(f"sqlite:///{file}")
    with database.read() as connection:
        assert damage(connection) == []
        found = check(connection)
    database.close()
    return found


def test_where_nothing_was_done_nothing_is_found(
    on_sqlite: tuple[Path, Path], on_postgresql: tuple[Database, Database]
) -> None:
    node, centre = on_sqlite

    assert looked_at(node, names_in_node) == looked_at(centre, names_in_archive) == []
    for database, check in zip(on_postgresql, (names_in_node, names_in_archive), strict=True):
        with database.read() as connection:
            assert damage(connection) == []
            assert check(connection) == []


@pytest.mark.parametrize("batch", range(BATCHES))
def test_of_a_thousand_mutations_each_is_found_and_named(
    on_sqlite: tuple[Path, Path], tmp_path: Path, batch: int
) -> None:
    node, centre = on_sqlite
    attacks = [(node, names_in_node, each) for each in ON_A_NODE]
    attacks += [(centre, names_in_archive, each) for each in ON_THE_CENTRE]
    copy, missed = tmp_path / "copy", []

    for number in range(batch, MUTATIONS, BATCHES):
        random = Random(f"mutation {number}")  # noqa: S311 - repeatable, no secret
        base, check, attack = random.choice(attacks)
        shutil.copyfile(base, copy)
        wanted = attacked(copy, attack, random)
        found = looked_at(copy, check)
        if not found or not found[0] & wanted:
            missed.append((number, attack.__name__, wanted, found[:1]))

    assert missed == []


@pytest.mark.parametrize("attack", [*ON_A_NODE, *ON_THE_CENTRE], ids=lambda each: each.__name__)
def test_the_same_is_found_on_postgresql(
    on_postgresql: tuple[Database, Database], attack: Attack
) -> None:
    at_node = attack in ON_A_NODE
    database = on_postgresql[0 if at_node else 1]
    check = names_in_node if at_node else names_in_archive

    for seed in range(3):
        with database.engine.connect() as connection, connection.begin() as transaction:
            without_guards(connection)
            random = Random(f"{attack.__name__} {seed}")  # noqa: S311 - repeatable, no secret
            wanted = attack(connection, random)
            found = check(connection)
            transaction.rollback()

        assert found, wanted
        assert found[0] & wanted


@pytest.fixture
def node(on_sqlite: tuple[Path, Path], tmp_path: Path) -> Path:
    """Give a copy of the node's file that is this test's alone."""
    return Path(shutil.copyfile(on_sqlite[0], tmp_path / "node"))


@pytest.fixture
def centre(on_sqlite: tuple[Path, Path], tmp_path: Path) -> Path:
    return Path(shutil.copyfile(on_sqlite[1], tmp_path / "centre"))


def faults_of(file: Path) -> list[tuple[Fault, int | None]]:
    database = Database(f"sqlite:///{file}")
    with database.read() as connection:
        found = [(each.fault, each.position) for each in verify_journal(connection, SOURCE)]
        assert list(compare_state_with_journal(connection)) == []
    database.close()
    return found


def forget_the_last_cards(connection: Connection) -> Names:
    """Do what a restored backup does: the newest history is gone, and the state with it."""
    gone = select(journal.c.journal_id).where(journal.c.subject.in_(LAST_CARDS))
    keys = connection.execute(gone).scalars().all()
    cards = [UUID(subject.partition("/")[2]) for subject in LAST_CARDS]
    for part in (state.card_client, state.card_adviser, state.card_correction, state.advice_card):
        connection.execute(delete(part).where(part.c.card_id.in_(cards)))
    for table in (pending, chain, journal):
        connection.execute(delete(table).where(table.c.journal_id.in_(keys)))
    last = connection.execute(
        select(chain.c.position, chain.c.digest).order_by(chain.c.position.desc()).limit(1)
    ).one()
    connection.execute(
        update(cursor)
        .where(cursor.c.name.in_([relay.LOCAL, relay.UPLINK]))
        .values(position=last.position, digest=last.digest)
    )
    return set()


def make_the_chain_anew(connection: Connection) -> Names:
    """Alter the first domain event, seal everything again, and adapt what the relay has noted."""
    first = connection.execute(select(journal).order_by(journal.c.journal_id).limit(1)).one()
    body = first.body.replace(b'"time":"2009-', b'"time":"2010-')
    connection.execute(
        update(journal).where(journal.c.journal_id == first.journal_id).values(body=body)
    )
    chain_anew(connection)
    head = select(chain.c.digest).where(chain.c.position == cursor.c.position).scalar_subquery()
    connection.execute(
        update(cursor).where(cursor.c.name.in_([relay.LOCAL, relay.UPLINK])).values(digest=head)
    )
    return set()


def forget_the_centre(connection: Connection) -> Names:
    centres = cursor.c.name.in_([relay.ACKNOWLEDGED, relay.ECHOED])
    connection.execute(delete(cursor).where(centres))
    return set()


@pytest.mark.parametrize(
    ("attack", "fault"),
    [
        (forget_the_last_cards, Fault.CENTRE_HOLDS_MORE),
        (make_the_chain_anew, Fault.CENTRE_HOLDS_ANOTHER),
    ],
)
def test_a_history_that_is_right_in_itself_is_found_against_the_centres_word(
    node: Path, attack: Callable[[Connection], Names], fault: Fault
) -> None:
    database = Database(f"sqlite:///{node}")
    with database.read() as connection:
        echoed = relay.sent_to(connection, relay.ECHOED)
    database.close()
    assert echoed is not None

    attacked(node, attack)
    with_the_centre = faults_of(node)
    attacked(node, forget_the_centre)
    without_it = faults_of(node)

    assert with_the_centre == [(fault, echoed.position), (fault, echoed.position)]
    assert without_it == []


@pytest.mark.parametrize(
    ("statement", "fault", "position"),
    [
        ("UPDATE journal SET body = CAST(body AS TEXT) WHERE journal_id = 9", "ROW_ALTERED", 9),
        ("UPDATE journal SET type = CAST(type AS BLOB) WHERE journal_id = 9", "COLUMN_DIFFERS", 9),
        (
            "UPDATE journal SET type = CAST(x'ff41' AS TEXT) WHERE journal_id = 9",
            "COLUMN_DIFFERS",
            9,
        ),
        ("UPDATE journal SET event_id = 'no id' WHERE journal_id = 9", "COLUMN_DIFFERS", 9),
        ("UPDATE journal SET event_id = upper(event_id) WHERE journal_id = 9", "COLUMN_DIFFERS", 9),
        ("UPDATE journal SET subject_version = 'one' WHERE journal_id = 9", "COLUMN_DIFFERS", 9),
        ("UPDATE chain SET position = 'nine' WHERE position = 9", "POSITION_MISSING", 9),
        ("UPDATE chain SET digest = CAST(digest AS BLOB) WHERE position = 9", "ROW_ALTERED", 9),
        ("UPDATE cursor SET position = 'far' WHERE name = 'local'", "SENT_MORE", "far"),
    ],
)
def test_values_that_no_column_of_ours_would_hold_are_found(
    node: Path, statement: str, fault: str, position: object
) -> None:
    def attack(connection: Connection) -> Names:
        connection.exec_driver_sql(statement)
        return set()

    attacked(node, attack)
    database = Database(f"sqlite:///{node}")
    with database.read() as connection:
        found = list(verify_journal(connection, SOURCE, CATALOGUE))
    database.close()

    assert (found[0].fault, found[0].position) == (Fault[fault], position)


@pytest.mark.parametrize(
    ("statement", "fault", "position"),
    [
        ("UPDATE inbox SET body = CAST(body AS TEXT) WHERE position = 9", "MESSAGE_ALTERED", 9),
        ("UPDATE inbox SET body = '' WHERE position = 9", "MESSAGE_ALTERED", 9),
        ("UPDATE arrival SET position = 'far'", "NOTE_DIFFERS", None),
        ("UPDATE inbox SET source = CAST(source AS BLOB)", "LINK_BROKEN", 1),
        ("DELETE FROM arrival", "NOTE_DIFFERS", None),
    ],
)
def test_values_that_no_column_of_an_archive_would_hold_are_found(
    centre: Path, statement: str, fault: str, position: int | None
) -> None:
    def attack(connection: Connection) -> Names:
        connection.exec_driver_sql(statement)
        return set()

    attacked(centre, attack)
    database = Database(f"sqlite:///{centre}")
    with database.read() as connection:
        found = list(verify_archive(connection))
    database.close()

    assert found[0].fault is Fault[fault]
    assert position in {None, found[0].position}


def test_a_place_that_is_there_twice_is_found(node: Path) -> None:
    def attack(connection: Connection) -> Names:
        connection.exec_driver_sql("CREATE TABLE copy AS SELECT * FROM chain")
        connection.exec_driver_sql("DROP TABLE chain")
        connection.exec_driver_sql("ALTER TABLE copy RENAME TO chain")
        connection.exec_driver_sql("INSERT INTO chain SELECT * FROM chain WHERE position = 9")
        return set()

    attacked(node, attack)

    assert faults_of(node)[0] == (Fault.POSITION_TWICE, 9)


@pytest.mark.parametrize(
    ("altered", "fault"),
    [
        (lambda _row: b"{{}", Fault.UNREADABLE),
        (lambda row: row.body.replace(str(row.event_id).encode(), b"no id"), Fault.COLUMN_DIFFERS),
    ],
    ids=["says nothing", "has no id"],
)
def test_a_body_that_is_sealed_and_not_what_it_should_be_is_found(
    node: Path, altered: Callable[[Row[Any]], bytes], fault: Fault
) -> None:
    def attack(connection: Connection) -> Names:
        row = connection.execute(select(journal).where(journal.c.journal_id == 9)).one()
        connection.execute(
            update(journal).where(journal.c.journal_id == 9).values(body=altered(row))
        )
        chain_anew(connection)
        return set()

    attacked(node, attack)
    database = Database(f"sqlite:///{node}")
    with database.read() as connection:
        found = list(verify_journal(connection, SOURCE))
    database.close()

    assert (found[0].fault, found[0].position) == (fault, 9)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'.adviser_registered.v1"', b'.adviser_registered.v9"'),
        (b'"subject":"adviser/', b'"subject":"advisers/'),
        (b'"staff_role":"', b'"staff_role":"never '),
    ],
)
def test_a_waiting_row_that_the_catalogue_does_not_know_is_found(
    node: Path, old: bytes, new: bytes
) -> None:
    def attack(connection: Connection) -> Names:
        row = connection.execute(select(journal).order_by(journal.c.journal_id).limit(1)).one()
        forged = str(UUID(int=5)).encode()
        body = row.body.replace(str(row.event_id).encode(), forged).replace(old, new)
        assert new in body
        connection.execute(
            insert(journal).values(
                journal_id=5000,
                event_id=UUID(int=5),
                type=row.type.replace(old[:-1].decode(), new[:-1].decode()),
                subject="unknown/1",
                subject_version=1,
                body=body,
            )
        )
        connection.execute(insert(pending).values(journal_id=5000))
        return set()

    attacked(node, attack)
    database = Database(f"sqlite:///{node}")
    with database.read() as connection:
        found = list(verify_journal(connection, SOURCE, CATALOGUE))
    database.close()

    assert [(each.fault, each.journal_id) for each in found] == [(Fault.UNREADABLE, 5000)]


def test_what_has_not_come_yet_is_no_fault_and_what_lies_beyond_is_checked(centre: Path) -> None:
    def take_out(connection: Connection) -> Names:
        ninth = (inbox.c.source == SOURCE) & (inbox.c.position == 9)
        connection.execute(delete(inbox).where(ninth))
        for table in ("arrival", "checkpoint"):
            connection.exec_driver_sql(
                f"UPDATE {table} SET position = 8, digest = "
                "(SELECT digest FROM inbox WHERE source = ? AND position = 8) WHERE source = ?",
                (SOURCE, SOURCE),
            )
        return set()

    def alter_beyond(connection: Connection) -> Names:
        beyond = (inbox.c.source == SOURCE) & (inbox.c.position == 12)
        connection.execute(update(inbox).where(beyond).values(body=b"{}"))
        return set()

    attacked(centre, take_out)
    before = looked_at(centre, names_in_archive)
    attacked(centre, alter_beyond)
    after = looked_at(centre, names_in_archive)

    assert before == []
    assert ("archived", (SOURCE, 12)) in after[0]


def test_what_is_of_another_epoch_is_archived_apart_and_checked_as_well(centre: Path) -> None:
    database = Database(f"sqlite:///{centre}")
    with database.write() as connection:
        first = inbox.c.source == SOURCE
        row = connection.execute(select(inbox).where(first).limit(1)).one()
        link = seal(body_of(row.body), epoch=2, position=1, prevdigest=row.digest)
        connection.execute(
            insert(inbox).values(
                source=SOURCE,
                epoch=link.epoch,
                position=link.position,
                digest=link.digest,
                body=link.message,
                received_at=row.received_at,
            )
        )
    database.close()

    def alter_it(connection: Connection) -> Names:
        connection.execute(update(inbox).where(inbox.c.epoch == link.epoch).values(body=b"{}"))
        return set()

    before = looked_at(centre, names_in_archive)
    attacked(centre, alter_it)
    after = looked_at(centre, names_in_archive)

    assert before == []
    assert ("archived", (SOURCE, link.position)) in after[0]


def test_a_source_of_a_node_that_was_never_enrolled_is_found(centre: Path) -> None:
    def attack(connection: Connection) -> Names:
        connection.execute(delete(expected_source).where(expected_source.c.node == NODES[0]))
        return set()

    attacked(centre, attack)
    database = Database(f"sqlite:///{centre}")
    with database.read() as connection:
        found = list(verify_enrolled(connection))
    database.close()

    assert found == [Finding(source=SOURCE, fault=Fault.NOT_ENROLLED)]


def test_a_byte_of_the_file_that_an_index_does_not_know_of_is_found(node: Path) -> None:
    """Change the row itself, as with an editor of bytes, and not the index beside it."""
    database = Database(f"sqlite:///{node}")
    with database.read() as connection:
        row = connection.execute(select(journal).where(journal.c.journal_id == 9)).one()
    database.close()
    content = node.read_bytes()
    in_row = row.event_id.hex.encode() + row.type.encode()
    assert in_row in content

    node.write_bytes(content.replace(in_row, b"0" * 32 + row.type.encode()))

    database = Database(f"sqlite:///{node}")
    with database.read() as connection:
        assert damage(connection) != []
    database.close()


def test_a_finding_says_all_that_is_known_of_the_row() -> None:
    finding = Finding(
        source=SOURCE,
        fault=Fault.COLUMN_DIFFERS,
        position=9,
        journal_id=11,
        subject="client/1",
        detail="type: 'a', 'b'",
    )

    assert str(finding) == (
        "/nodes/zarska/consultations, position 9, journal row 11, subject client/1: "
        "a column differs from the body that it was taken from (type: 'a', 'b')"
    )
    assert str(Finding(source=SOURCE, fault=Fault.NOT_ENROLLED)).startswith(f"{SOURCE}: the")
