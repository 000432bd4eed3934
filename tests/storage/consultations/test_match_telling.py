"""When a match list is due, and how it is cut into messages."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

from services.consultations.domain.identity import Identifier, Match
from services.consultations.storage.match_telling import (
    MATCHES_IN_PART,
    SENT_AGAIN_AFTER,
    StoredMatchTelling,
    match_list,
)
from shared.database import Database
from shared.messaging import relay
from tests.storage.consultations.node import do, furnish
from tests.unit.consultations.examples import (
    CLIENT_ID,
    GROUP_ID,
    to_change_client,
    to_draft,
    to_erase,
    to_merge,
)

SOURCE = "/nodes/zarska/consultations"
SENT_AT = datetime(2009, 7, 7, 12, 0, tzinfo=UTC)
SOON = SENT_AT + timedelta(minutes=5)


def note(database: Database) -> None:
    with database.write() as connection:
        telling = StoredMatchTelling(connection)
        telling.note(telling.state(), SENT_AT)


def is_due(database: Database, now: datetime = SOON) -> bool:
    with database.read() as connection:
        return StoredMatchTelling(connection).is_due(now)


def test_a_list_is_due_when_a_file_has_changed_since_it_was_sent(database: Database) -> None:
    assert is_due(database)
    note(database)
    assert not is_due(database)

    for change in (
        lambda: furnish(database),
        lambda: do(database, to_change_client()),
        lambda: do(database, to_merge(CLIENT_ID, GROUP_ID)),
        lambda: do(database, to_erase()),
    ):
        change()

        assert is_due(database)
        note(database)
        assert not is_due(database)


def test_what_is_no_file_makes_no_list_due(database: Database) -> None:
    furnish(database)
    note(database)

    do(database, to_draft(UUID(int=41)))

    assert not is_due(database)


def test_a_list_that_nobody_changed_is_sent_again_after_a_while(database: Database) -> None:
    note(database)

    assert not is_due(database, SENT_AT + SENT_AGAIN_AFTER - timedelta(seconds=1))
    assert is_due(database, SENT_AT + SENT_AGAIN_AFTER)
    assert is_due(database, SENT_AT - timedelta(seconds=1))


def test_a_node_that_joins_a_centre_sends_it_the_list(database: Database) -> None:
    note(database)

    with database.write() as connection:
        relay.open_cursor(connection, relay.UPLINK)

    assert is_due(database)


def test_a_list_is_cut_into_messages_and_one_of_nobody_is_a_message_too() -> None:
    matches = [
        Match(client_id=UUID(int=number), matched_by=Identifier.NIP, digest="f" * 64)
        for number in range(2 * MATCHES_IN_PART + 1)
    ]

    parts = list(match_list(matches, source=SOURCE, made_at=SENT_AT))
    (of_nobody,) = match_list([], source=SOURCE, made_at=SENT_AT)

    assert [(part.part, part.parts, len(part.matches)) for part in parts] == [
        (1, 3, MATCHES_IN_PART),
        (2, 3, MATCHES_IN_PART),
        (3, 3, 1),
    ]
    told = [match for part in parts for match in part.matches]
    assert told == [(each.client_id, "nip", each.digest) for each in matches]
    assert (of_nobody.part, of_nobody.parts, of_nobody.matches) == (1, 1, ())
