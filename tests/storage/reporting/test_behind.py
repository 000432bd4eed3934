"""What is behind a row: the archived domain event, and whether its bytes are those that came."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, insert, update

from services.reporting.domain.domain_event_behind import DomainEventBehind
from services.reporting.figures.behind import AlteredBeyondReading, NotInArchive, behind
from shared.messaging import chain
from shared.messaging.tables import inbox
from tests.storage.messaging.node_and_centre import allow_changes
from tests.storage.reporting.advice_told import NOW, Node, Reporting, a_card


@pytest.fixture
def archive(reporting: Reporting, node: Node) -> Reporting:
    """Give an archive of three domain events."""
    for card in (1, 2, 3):
        node.approve(card)
    reporting.take_in(node)
    return reporting


def found(archive: Reporting, node: Node, position: int, epoch: int = 1) -> DomainEventBehind:
    with archive.reading() as connection:
        return behind(connection, node.source, epoch, position)


def alter(archive: Reporting, position: int, **columns: object) -> None:
    with archive.database.write() as connection:
        allow_changes(connection, "inbox")
        connection.execute(update(inbox).where(inbox.c.position == position).values(columns))


def test_a_row_leads_to_the_domain_event_behind_it(archive: Reporting, node: Node) -> None:
    told = found(archive, node, 2)

    assert told.verified
    assert (told.node, told.source, told.epoch, told.position) == ("zarska", node.source, 1, 2)
    assert told.type == "pl.owss.consultations.advice_card_approved.v1"
    assert (told.subject, told.subject_version) == (f"advice-card/{a_card(2)}", 1)
    assert (told.time, told.programme) == (NOW, "owss-2009/1")
    assert told.digest == node.links[1].digest
    assert told.data["minutes"] == 90


def test_the_first_domain_event_follows_on_the_name_of_its_source(
    archive: Reporting, node: Node
) -> None:
    assert found(archive, node, 1).verified


def test_a_first_one_that_names_another_beginning_is_not_verified(
    archive: Reporting, node: Node
) -> None:
    body = chain.body_of(node.links[0].message)
    other = chain.seal(body, epoch=1, position=1, prevdigest="0" * 64)

    alter(archive, 1, body=other.message, digest=other.digest)

    assert not found(archive, node, 1).verified


@pytest.mark.parametrize(
    "change",
    [
        lambda message: message.replace(b'"minutes":90', b'"minutes":99'),
        lambda message: message[:-1] + b" }",
    ],
    ids=["a byte that matters", "a byte that does not"],
)
def test_altered_bytes_are_not_verified(
    archive: Reporting, node: Node, change: Callable[[bytes], bytes]
) -> None:
    alter(archive, 2, body=change(node.links[1].message))

    assert not found(archive, node, 2).verified


def test_what_follows_on_altered_bytes_is_not_verified(archive: Reporting, node: Node) -> None:
    alter(archive, 2, body=node.links[1].message.replace(b'"minutes":90', b'"minutes":99'))

    assert not found(archive, node, 3).verified


def test_another_domain_event_in_its_place_is_not_verified(archive: Reporting, node: Node) -> None:
    alter(archive, 2, body=node.links[2].message)

    assert not found(archive, node, 2).verified


def test_what_follows_on_a_gap_is_not_verified(archive: Reporting, node: Node) -> None:
    with archive.database.write() as connection:
        allow_changes(connection, "inbox")
        connection.execute(delete(inbox).where(inbox.c.position == 1))

    assert not found(archive, node, 2).verified


def test_a_new_epoch_follows_on_the_one_before_it(archive: Reporting, node: Node) -> None:
    body = chain.body_of(node.links[2].message)
    link = chain.seal(body, epoch=2, position=3, prevdigest=node.links[1].digest)
    with archive.database.write() as connection:
        connection.execute(
            insert(inbox).values(
                source=node.source,
                epoch=2,
                position=3,
                digest=link.digest,
                body=link.message,
                received_at=NOW,
            )
        )

    assert found(archive, node, 3, epoch=2).verified
    assert found(archive, node, 3).verified


def test_what_is_not_in_the_archive_is_refused(archive: Reporting, node: Node) -> None:
    with pytest.raises(NotInArchive) as refused:
        found(archive, node, 4)

    assert refused.value.args == (node.source, "1", "4")


@pytest.mark.parametrize("body", [b"\xff", b"{}", b"[]"])
def test_what_is_no_domain_event_any_more_is_refused(
    archive: Reporting, node: Node, body: bytes
) -> None:
    alter(archive, 2, body=body)

    with pytest.raises(AlteredBeyondReading):
        found(archive, node, 2)
