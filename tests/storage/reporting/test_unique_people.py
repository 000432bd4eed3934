"""People over all nodes: whom two nodes know under one digest is one person."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from services.reporting.figures.people import BY_NOTHING, MATCHED_BY, PERSON, Matching
from services.reporting.storage import match_lists
from shared.messaging.control import Match, MatchList
from tests.storage.reporting.advice_told import NOW, Node, Reporting, a_client
from tests.storage.reporting.people_told import Desk

EARLIER, LATER = NOW - timedelta(minutes=5), NOW + timedelta(minutes=5)
NIP, EMAIL = "nip", "name_and_email"


@pytest.fixture
def here() -> Node:
    """Give a node with two clients, each on a card."""
    node = Node("zarska")
    node.approve(1, clients=(a_client(1),))
    node.approve(2, clients=(a_client(2),))
    return node


@pytest.fixture
def there() -> Node:
    """Give another with two clients on three cards."""
    node = Node("torunska")
    node.approve(1, clients=(a_client(11),))
    node.approve(2, clients=(a_client(12),))
    node.approve(3, clients=(a_client(12),))
    return node


def tell(
    reporting: Reporting,
    node: Node,
    clients: dict[int, tuple[str, str]],
    made_at: datetime = NOW,
) -> None:
    """Let a node's list come: client to identifier and digest."""
    part = MatchList(
        source=node.source,
        made_at=made_at,
        part=1,
        parts=1,
        matches=tuple(
            Match(UUID(int=client), matched_by, digest * 64)
            for client, (matched_by, digest) in clients.items()
        ),
    )
    with reporting.database.write() as connection:
        match_lists.keep(connection, part, LATER)


def matching(reporting: Reporting, **filters: str) -> Matching:
    asked = reporting.ask("unique_people", filters)
    with reporting.reading() as connection:
        found = asked.matching(connection)
    assert found is not None
    assert sum(found.people.values()) == asked.value
    return found


def test_without_lists_every_client_of_every_node_is_a_person(
    reporting: Reporting, here: Node, there: Node
) -> None:
    reporting.take_in(here, there)

    assert reporting.value("unique_people") == 4
    assert matching(reporting) == Matching(
        people={BY_NOTHING: 4}, shared={}, lists={here.source: None, there.source: None}
    )


def test_whom_two_nodes_know_under_one_digest_is_one_person(
    reporting: Reporting, here: Node, there: Node
) -> None:
    reporting.take_in(here, there)

    tell(reporting, here, {1: (NIP, "a"), 2: (EMAIL, "b")})
    tell(reporting, there, {11: (NIP, "c"), 12: (NIP, "a")}, EARLIER)

    assert reporting.value("unique_people") == 3
    assert reporting.value("unique_clients") == 4
    assert matching(reporting) == Matching(
        people={EMAIL: 1, NIP: 2},
        shared={NIP: 1},
        lists={here.source: NOW, there.source: EARLIER},
    )
    assert matching(reporting, node="torunska").people == {NIP: 2}
    assert matching(reporting, node="torunska").shared == {}


def test_opened_rows_say_as_whom_and_by_what_their_client_is_counted(
    reporting: Reporting, here: Node, there: Node
) -> None:
    reporting.take_in(here, there)
    tell(reporting, here, {1: (NIP, "a")})
    tell(reporting, there, {12: (NIP, "a")})

    rows = reporting.rows("unique_people")

    people = [(row.values["client_id"].int, row.values[MATCHED_BY]) for row in rows]
    assert sorted(people) == [(1, NIP), (2, BY_NOTHING), (11, BY_NOTHING), (12, NIP), (12, NIP)]
    assert {row.values[PERSON] for row in rows if row.values[MATCHED_BY] == NIP} == {"a" * 64}


def test_a_newer_list_counts_instead_and_who_was_erased_counts_by_the_file_again(
    reporting: Reporting, here: Node, there: Node
) -> None:
    reporting.take_in(here, there)
    tell(reporting, here, {1: (NIP, "a"), 2: (NIP, "b")})
    tell(reporting, there, {11: (NIP, "a"), 12: (NIP, "b")})
    before = reporting.value("unique_people")

    tell(reporting, there, {12: (NIP, "b")}, LATER)

    assert (before, reporting.value("unique_people")) == (2, 3)
    assert matching(reporting).people == {BY_NOTHING: 1, NIP: 2}


def test_merged_files_are_one_person_with_and_without_a_list(
    reporting: Reporting, here: Node, there: Node
) -> None:
    Desk(here).merge(2, into=1)
    reporting.take_in(here, there)
    without_lists = reporting.value("unique_people")

    tell(reporting, here, {1: (NIP, "a"), 2: (NIP, "a")})
    tell(reporting, there, {12: (NIP, "a")})

    assert (without_lists, reporting.value("unique_people")) == (3, 2)


def test_as_of_an_earlier_moment_the_facts_are_of_then_and_the_lists_of_now(
    reporting: Reporting, here: Node, there: Node
) -> None:
    reporting.take_in(here)
    before = reporting.now()
    reporting.take_in(there)
    value_then = reporting.value("unique_people", at=before)

    tell(reporting, here, {1: (NIP, "a"), 2: (NIP, "a")})

    assert value_then == 2
    assert reporting.value("unique_people", at=before) == 1
    assert reporting.value("unique_people") == 3


def test_an_unfinished_list_counts_for_nothing(
    reporting: Reporting, here: Node, there: Node
) -> None:
    reporting.take_in(here, there)
    half = MatchList(
        source=here.source,
        made_at=datetime(2009, 7, 7, tzinfo=UTC),
        part=1,
        parts=2,
        matches=(Match(UUID(int=1), NIP, "a" * 64), Match(UUID(int=2), NIP, "a" * 64)),
    )

    with reporting.database.write() as connection:
        match_lists.keep(connection, half, NOW)

    assert reporting.value("unique_people") == 4
    assert matching(reporting).lists[here.source] is None


def test_only_a_figure_of_people_says_by_what_they_were_matched(
    reporting: Reporting, here: Node
) -> None:
    reporting.take_in(here)

    asked = reporting.ask("unique_clients")

    with reporting.reading() as connection:
        assert asked.matching(connection) is None
