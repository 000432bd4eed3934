"""The relay numbers late: gapless, in the order of commits, one relay at a time."""

import pytest
from sqlalchemy import func, insert, select

from shared.messaging import relay, witness
from shared.messaging.chain import body_of, first_prevdigest, seal, unseal
from shared.messaging.control import Echo
from shared.messaging.relay import ACKNOWLEDGED, LOCAL, UPLINK, ChainBroken, Fenced, Head
from shared.messaging.tables import chain, cursor, journal, pending
from tests.storage.messaging.node_and_centre import (
    START,
    Crash,
    Parcels,
    allow_changes,
    crashing,
    moment,
)
from tests.storage.messaging.parcels import command


def pending_rows(node: Parcels) -> int:
    with node.database.read() as connection:
        return connection.execute(select(func.count()).select_from(pending)).scalar_one()


def sent_to(node: Parcels, name: str) -> Head | None:
    with node.database.read() as connection:
        return relay.sent_to(connection, name)


def send(node: Parcels, name: str, last: int) -> None:
    with node.database.write() as connection:
        relay.move_cursor(connection, name, node.links(last, last)[0], START)


def test_a_journal_without_events_has_a_head_before_the_first(node: Parcels) -> None:
    assert node.head() == Head(1, 0, first_prevdigest(node.source))
    assert node.number() == 0
    assert node.links() == []


def test_what_waits_for_a_position_is_counted(node: Parcels) -> None:
    seen = []

    for parcel in ("a", "b"):
        with node.database.read() as connection:
            seen.append((relay.waiting(connection), relay.has_waiting(connection)))
        node.weigh((parcel, 1))

    assert [*seen, (pending_rows(node),)] == [(0, False), (1, True), (2,)]


def test_positions_are_gapless_and_each_link_holds_the_one_before(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2))
    node.weigh(("a", 3))

    numbered = node.number()

    links = [unseal(link.message) for link in node.links()]
    assert numbered == 3
    assert [link.position for link in links] == [1, 2, 3]
    assert [link.prevdigest for link in links] == [
        first_prevdigest(node.source),
        links[0].digest,
        links[1].digest,
    ]
    assert [body_of(link.message) for link in links] == [row.body for row in node.chained()]
    assert node.head() == Head(1, 3, links[2].digest)
    assert pending_rows(node) == 0


def test_numbering_goes_on_where_it_ended_and_takes_no_more_than_the_limit(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2), ("c", 3))

    counts = [node.number(limit=2), node.number(limit=2), node.number(limit=2)]

    assert counts == [2, 1, 0]
    assert [row.position for row in node.chained()] == [1, 2, 3]
    assert [row.subject for row in node.chained()] == ["parcel/a", "parcel/b", "parcel/c"]


def test_what_was_rolled_back_takes_no_position(node: Parcels) -> None:
    node.weigh(("a", 1))
    with crashing(), node.database.write() as connection:
        node.journal(connection).append(node.weighed("lost", 1), caused_by=command())
        raise Crash
    node.weigh(("b", 1))

    node.number()

    assert [(row.position, row.subject) for row in node.chained()] == [
        (1, "parcel/a"),
        (2, "parcel/b"),
    ]


def test_numbering_that_crashes_before_its_commit_is_done_again_the_same_way(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2))
    node.take_over()

    with crashing(), node.database.write() as connection:
        relay.number(connection, source=node.source, generation=node.generation, limit=10)
        raise Crash

    assert (node.chained(), pending_rows(node)) == ([], 2)
    assert node.number() == 2


def test_an_older_relay_may_number_no_more(node: Parcels) -> None:
    older, newer = Parcels(node.database), Parcels(node.database)
    node.weigh(("a", 1))
    older.take_over()
    newer.take_over()

    with pytest.raises(Fenced, match="took over from generation 1"):
        older.number()

    assert newer.generation == 2
    assert newer.number() == 1


def test_nobody_numbers_who_took_no_generation(node: Parcels) -> None:
    with pytest.raises(Fenced), node.database.write() as connection:
        relay.number(connection, source=node.source, generation=1, limit=1)


def test_links_can_be_asked_for_from_the_middle(node: Parcels) -> None:
    node.weigh(*((f"p{number}", number) for number in range(5)))
    node.number()

    assert [link.position for link in node.links(3, 4)] == [3, 4]
    assert node.links(3, 4) == node.links()[2:4]
    assert node.links(6, 9) == []


def test_links_know_the_type_that_they_are_routed_by(node: Parcels) -> None:
    node.record(node.stamped("a"))
    node.number()

    with node.database.read() as connection:
        (found,) = relay.links(connection, source=node.source, epoch=1, first=1, limit=1)

    assert found.type == "pl.owss.parcels.parcel_stamped.v1"


@pytest.mark.parametrize("first", [1, 2, 3])
def test_nothing_is_sent_after_a_body_was_altered(node: Parcels, first: int) -> None:
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    node.number()
    with node.database.write() as connection:
        allow_changes(connection, "journal")
        connection.execute(
            journal.update()
            .where(journal.c.subject == "parcel/c")
            .values(body=node.chained()[2].body.replace(b'"grams":3', b'"grams":4'))
        )

    with pytest.raises(ChainBroken, match="position 3 no longer gives its digest"):
        node.links(first)


def test_nothing_is_sent_after_a_link_went_missing(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    node.number()
    with node.database.write() as connection:
        allow_changes(connection, "chain")
        connection.execute(chain.delete().where(chain.c.position == 2))

    for first in (1, 2, 3):
        with pytest.raises(ChainBroken, match="position 3"):
            node.links(first)


def test_a_new_epoch_goes_on_from_the_last_common_position(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    node.number()
    common = node.links()[1]
    renumbered = seal(node.chained()[2].body, epoch=2, position=3, prevdigest=common.digest)
    with node.database.write() as connection:
        (row,) = connection.execute(select(chain).where(chain.c.position == 3))
        connection.execute(
            insert(chain).values(
                epoch=2, position=3, journal_id=row.journal_id, digest=renumbered.digest
            )
        )

    with node.database.read() as connection:
        (again,) = relay.links(connection, source=node.source, epoch=2, first=3, limit=9)

    assert again.link == renumbered
    assert node.head() == Head(2, 3, renumbered.digest)
    assert [link.epoch for link in node.links()] == [1, 1, 1]


def test_a_cursor_is_opened_before_the_first_position_and_only_once(node: Parcels) -> None:
    node.weigh(("a", 1))
    node.number()
    assert sent_to(node, LOCAL) is None

    with node.database.write() as connection:
        relay.open_cursor(connection, LOCAL)
    send(node, LOCAL, 1)
    with node.database.write() as connection:
        relay.open_cursor(connection, LOCAL)

    assert sent_to(node, LOCAL) == Head(1, 1, node.links()[0].digest)


def test_a_cursor_never_goes_back_by_sending(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2))
    node.number()

    send(node, UPLINK, 2)
    send(node, UPLINK, 1)

    assert sent_to(node, UPLINK) == node.head()


def test_a_cursor_goes_on_into_a_new_epoch(node: Parcels) -> None:
    node.weigh(("a", 1), ("b", 2))
    node.number()
    send(node, UPLINK, 2)
    renumbered = seal(b'{"a":1}', epoch=2, position=2, prevdigest="0" * 64)

    with node.database.write() as connection:
        relay.move_cursor(connection, UPLINK, renumbered, START)

    assert sent_to(node, UPLINK) == Head(2, 2, renumbered.digest)


def test_after_the_broker_was_wiped_sending_begins_behind_what_was_acknowledged(
    node: Parcels,
) -> None:
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    node.number()
    send(node, UPLINK, 3)
    held = node.links()[0]
    echo = Echo(source=node.source, epoch=1, position=1, digest=held.digest)
    with node.database.write() as connection:
        witness.acknowledge(connection, echo, moment(1))

    with node.database.write() as connection:
        relay.rewind(connection)

    assert sent_to(node, UPLINK) == Head(1, 1, held.digest)
    assert sent_to(node, ACKNOWLEDGED) == Head(1, 1, held.digest)


def test_without_any_acknowledgement_everything_is_sent_again(node: Parcels) -> None:
    node.weigh(("a", 1))
    node.number()
    send(node, UPLINK, 1)
    with node.database.write() as connection:
        connection.execute(cursor.delete().where(cursor.c.name == ACKNOWLEDGED))

    with node.database.write() as connection:
        relay.rewind(connection)

    assert sent_to(node, UPLINK) == Head(1, 0, "")


def test_the_uplink_pauses_while_too_much_is_unacknowledged(
    node: Parcels, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "UNACKNOWLEDGED_LIMIT", 1)
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    node.number()
    full = []

    for last in (1, 2):
        send(node, UPLINK, last)
        with node.database.read() as connection:
            full.append(relay.uplink_is_full(connection))
    echo = Echo(source=node.source, epoch=1, position=1, digest=node.links()[0].digest)
    with node.database.write() as connection:
        witness.acknowledge(connection, echo, moment(1))
        full.append(relay.uplink_is_full(connection))

    assert full == [False, True, False]


def test_a_node_that_sends_nowhere_is_not_full(node: Parcels) -> None:
    with node.database.read() as connection:
        assert not relay.uplink_is_full(connection)
