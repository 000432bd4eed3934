"""The inbox: first store, then think."""

import random
import threading
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from uuid import UUID

import pytest

from shared.database import Database
from shared.messaging import control, inbox
from shared.messaging.chain import Link, first_prevdigest, seal
from shared.messaging.delivery import Delivery
from shared.messaging.forks import forks
from shared.messaging.inbox import Received
from shared.messaging.tables import arrival, fork, head, quarantine, quarantine_overflow
from shared.messaging.tables import inbox as archive
from tests.storage.messaging.node_and_centre import (
    START,
    Centre,
    Crash,
    Parcels,
    crashing,
    make_tables,
    moment,
    until_somebody_waits,
)

LIMIT = 20
MANY = 50


def filled(node: Parcels, count: int = 10) -> list[Delivery]:
    node.weigh(*((f"p{number}", number) for number in range(count)))
    return node.published()


def positions(centre: Centre) -> list[int]:
    return [row["position"] for row in centre.rows(archive)]


def sealed(node: Parcels, position: int, *, grams: int, epoch: int = 1) -> Link:
    """Return another domain event for a position than the node published."""
    node.versions.clear()
    body = node.chained()[0].body.replace(b'"grams":0', b'"grams":%d' % grams)
    prevdigest = first_prevdigest(node.source)
    return seal(body, epoch=epoch, position=position, prevdigest=prevdigest)


def test_what_came_is_kept_byte_for_byte(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 3)

    received = centre.receive(deliveries, moment(5))

    rows = centre.rows(archive)
    assert received == Received(stored=3, sources={node.source})
    assert [row["body"] for row in rows] == [delivery.body for delivery in deliveries]
    assert [row["digest"] for row in rows] == [link.digest for link in node.links()]
    assert {row["received_at"] for row in rows} == {moment(5)}


def test_how_far_a_source_came_is_noted(node: Parcels, centre: Centre) -> None:
    centre.receive(filled(node, 3), moment(5))

    assert centre.row(arrival) == {
        "source": node.source,
        "node": node.node,
        "epoch": 1,
        "position": 3,
        "digest": node.head().digest,
        "highest": 3,
        "received_at": moment(5),
    }


@pytest.mark.parametrize("count", [3, MANY])
def test_a_batch_that_comes_again_changes_nothing(
    node: Parcels, centre: Centre, count: int
) -> None:
    deliveries = filled(node, count)
    centre.receive(deliveries)
    before = centre.rows(archive)

    received = [centre.receive(deliveries, moment(60)), centre.receive(deliveries[:1] * 3)]

    assert received == [
        Received(duplicates=count, sources={node.source}),
        Received(duplicates=3, sources={node.source}),
    ]
    assert centre.rows(archive) == before


def test_duplicates_within_a_batch_are_stored_once(node: Parcels, centre: Centre) -> None:
    received = centre.receive(filled(node, 3) * 2)

    assert (received.stored, received.duplicates) == (3, 3)


def test_nothing_is_stored_of_an_empty_batch(centre: Centre) -> None:
    assert centre.receive([]) == Received()


def test_a_crash_before_the_commit_stores_nothing(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 3)
    inbounds = {node.inbound.queue: node.inbound}

    with crashing(), centre.database.write() as connection:
        inbox.store(connection, deliveries, inbounds, START)
        raise Crash

    assert centre.rows(archive) == centre.rows(arrival) == []
    assert centre.receive(deliveries).stored == 3


def test_a_gap_holds_the_contiguous_position_back_until_it_is_filled(
    node: Parcels, centre: Centre
) -> None:
    deliveries = filled(node, 10)
    seen = []

    for first, last in [(1, 2), (5, 6), (9, 9), (4, 4), (3, 3), (7, 8), (10, 10)]:
        centre.receive(deliveries[first - 1 : last])
        seen.append(centre.arrived())

    assert seen == [(2, 2), (2, 6), (2, 9), (2, 9), (6, 9), (9, 9), (10, 10)]
    assert centre.row(arrival)["digest"] == node.head().digest


@pytest.mark.parametrize("seed", range(3))
def test_any_order_in_any_batches_ends_with_the_same_archive(
    node: Parcels, centre: Centre, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311 - a repeatable order, not a secret
    deliveries = filled(node, 60)
    wanted = [delivery.body for delivery in deliveries]
    shuffled = deliveries + chance.sample(deliveries, 10)
    chance.shuffle(shuffled)

    while shuffled:
        size = chance.choice([1, 5, 30])
        centre.receive(shuffled[:size])
        del shuffled[:size]

    assert [row["body"] for row in centre.rows(archive)] == wanted
    assert centre.arrived() == (60, 60)
    assert centre.row(arrival)["digest"] == node.head().digest


def test_sources_are_kept_apart(database: Database) -> None:
    first, second = Parcels(database), Parcels(database, node="cistor")
    centre = Centre(database, (first, second))
    first.weigh(("a", 1))
    deliveries = first.published()
    forged = deliveries[0].body.replace(b"/nodes/spoldzielnia/", b"/nodes/cistor/")
    link = seal(
        forged[: forged.index(b',"epoch"')] + b"}",
        epoch=1,
        position=1,
        prevdigest=first_prevdigest(second.source),
    )

    centre.receive([*deliveries, second.delivery(link.message)])

    assert [row["source"] for row in centre.rows(arrival)] == [second.source, first.source]
    assert [row["node"] for row in centre.rows(arrival)] == ["cistor", "spoldzielnia"]


def test_another_event_for_a_held_position_is_a_fork_and_changes_nothing(
    node: Parcels, centre: Centre
) -> None:
    deliveries = filled(node, 3)
    centre.receive(deliveries)
    before = (centre.rows(archive), centre.arrived())
    other = sealed(node, 1, grams=9)

    received = [
        centre.receive([node.delivery(other.message)], moment(7)),
        centre.receive([node.delivery(other.message)]),
    ]

    assert [each.forks for each in received] == [1, 0]
    assert [each.duplicates for each in received] == [0, 1]
    assert (centre.rows(archive), centre.arrived()) == before
    with centre.database.read() as connection:
        [seen] = forks(connection)
    assert (seen.source, seen.epoch, seen.position) == (node.source, 1, 1)
    assert (seen.held.digest, seen.held.envelope.data["grams"]) == (before[0][0]["digest"], 0)
    assert (seen.other.digest, seen.other.envelope.data["grams"]) == (other.digest, 9)
    assert (seen.held.received_at, seen.other.received_at) == (START, moment(7))
    assert centre.row(fork) == {
        "source": node.source,
        "epoch": 1,
        "position": 1,
        "digest": other.digest,
        "body": other.message,
        "received_at": moment(7),
    }


@pytest.mark.parametrize("others", [0, MANY])
def test_of_two_events_for_one_position_in_one_batch_the_first_is_held(
    node: Parcels, centre: Centre, others: int
) -> None:
    deliveries = filled(node, 1 + others)
    other = sealed(node, 1, grams=9)

    received = centre.receive([*deliveries, node.delivery(other.message)])

    assert (received.stored, received.forks) == (1 + others, 1)
    assert centre.rows(archive)[0]["body"] == deliveries[0].body
    assert centre.row(fork)["digest"] == other.digest
    # What is echoed to the node is the digest of what is held.
    assert centre.row(arrival)["digest"] == node.head().digest


def test_a_fork_beyond_a_gap_does_not_lend_its_digest(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 3)
    centre.receive([deliveries[0], deliveries[2]])
    other = sealed(node, 3, grams=9)

    centre.receive([deliveries[1], node.delivery(other.message)])

    assert centre.arrived() == (3, 3)
    assert centre.row(arrival)["digest"] == node.head().digest


@pytest.mark.parametrize("together", [True, False])
def test_what_does_not_follow_is_as_good_as_a_gap(
    node: Parcels,
    centre: Centre,
    together: bool,  # noqa: FBT001 - a parameter
) -> None:
    first, second, third = filled(node, 3)
    stranger = node.delivery(sealed(node, 2, grams=9).message)
    batches = [[first, stranger, third]] if together else [[third], [stranger], [first]]

    for batch in batches:
        centre.receive(batch)

    # The digest of the third would tell the node that its second is held as well.
    assert centre.arrived() == (1, 3)
    assert centre.row(arrival)["digest"] == node.links()[0].digest
    assert centre.receive([second]).forks == 1
    assert centre.arrived() == (1, 3)


def test_a_later_epoch_is_stored_and_waits(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 2)
    later = sealed(node, 2, grams=9, epoch=2)

    centre.receive([*deliveries, node.delivery(later.message)])

    assert [(row["epoch"], row["position"]) for row in centre.rows(archive)] == [
        (1, 1),
        (1, 2),
        (2, 2),
    ]
    assert centre.arrived() == (2, 2)


def test_on_postgresql_two_who_take_in_one_source_do_not_set_the_note_back(
    postgresql_url: str,
) -> None:
    database = Database(postgresql_url)
    make_tables(database)
    node = Parcels(database)
    centre = Centre(database, (node,))
    deliveries = filled(node, 4)
    centre.receive(deliveries[:1])
    second = threading.Thread(target=centre.receive, args=(deliveries[2:],))

    with database.write() as connection:
        inbounds = {node.inbound.queue: node.inbound}
        inbox.store(connection, deliveries[1:2], inbounds, START)
        second.start()
        until_somebody_waits(database)
    second.join(LIMIT)

    assert centre.arrived() == (4, 4)
    database.close()


Change = Callable[[Parcels, Delivery], Delivery]

REFUSED: dict[str, tuple[Change, str]] = {
    "another user": (
        lambda node, good: node.delivery(good.body, user_id="mallory"),
        "written as user 'mallory', not as 'spoldzielnia'",
    ),
    "another exchange": (
        lambda node, good: node.delivery(good.body, exchange=""),
        "came through exchange '', not 'in.spoldzielnia'",
    ),
    "another source": (
        lambda node, good: node.delivery(good.body.replace(b"/spoldzielnia/", b"/cistor/")),
        "source '/nodes/cistor/parcels' is none of node 'spoldzielnia'",
    ),
    "altered bytes": (
        lambda node, good: node.delivery(good.body.replace(b'"grams":0', b'"grams":8')),
        "its digest is that of other bytes",
    ),
    "no JSON": (lambda node, _: node.delivery(b"{"), "the body is not JSON in UTF-8"),
    "endless nesting": (
        lambda node, _: node.delivery(b"[" * 100_000),
        "the body is not JSON in UTF-8",
    ),
    "endless nesting in a heartbeat": (
        lambda node, _: node.delivery(b"[" * 16_000, content_type=control.CONTENT_TYPE),
        "no control message: ",
    ),
    "position 0": (
        lambda node, _: node.delivery(sealed(node, 0, grams=1).message),
        "it is not sealed",
    ),
    "a position beyond all numbers": (
        lambda node, _: node.delivery(sealed(node, 2**63, grams=1).message),
        "it is not sealed",
    ),
    "a heartbeat beyond all numbers": (
        lambda node, _: node.heartbeat(START, position=2**63),
        "no control message: ",
    ),
    "a heartbeat of an epoch beyond all numbers": (
        lambda node, _: node.heartbeat(START, epoch=2**31),
        "no control message: ",
    ),
    "a heartbeat with more waiting than can be counted": (
        lambda node, _: node.heartbeat(START, waiting=2**63),
        "no control message: ",
    ),
    "a heartbeat before all calendars": (
        lambda node, _: node.heartbeat(datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14)))),
        "no control message: ",
    ),
    "an echo": (
        lambda node, _: node.delivery(
            control.dump(control.Echo(source=node.source, epoch=1, position=1, digest="0" * 64)),
            content_type=control.CONTENT_TYPE,
        ),
        "a node sends heartbeats and match lists, not echo messages",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_word_of_the_node_is_kept_apart_and_holds_nobody_up(
    node: Parcels, centre: Centre, name: str
) -> None:
    change, reason = REFUSED[name]
    first, second = filled(node, 2)

    received = centre.receive([first, change(node, first), second], moment(3))

    kept = centre.row(quarantine)
    assert (received.stored, received.quarantined) == (2, 1)
    assert kept["reason"].startswith(reason)
    assert (kept["queue"], kept["received_at"]) == ("in.spoldzielnia", moment(3))
    assert centre.rows(head) == []


def test_what_cannot_be_stored_as_text_is_kept_apart_all_the_same(
    node: Parcels, centre: Centre
) -> None:
    strange = node.delivery(b"x", user_id="u\x00\ud800" + "v" * 300, exchange="e" * 300)

    centre.receive([strange, node.delivery(b"x", user_id=None)])

    kept = centre.rows(quarantine)
    assert len(kept[0]["user_id"]) == 80
    assert len(kept[0]["exchange"]) == 120
    assert len(kept[0]["reason"]) == 200
    assert kept[1]["user_id"] is None


def test_beyond_its_quota_a_queue_is_only_counted(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "QUARANTINE_QUOTA", 3)
    noisy, quiet = Parcels(database), Parcels(database, node="cistor")
    centre = Centre(database, (noisy, quiet))

    for second in (1, 2):
        centre.receive([noisy.delivery(b"{"), noisy.delivery(b"[]")], moment(second))
    centre.receive([quiet.delivery(b"{")], moment(2))
    centre.receive([noisy.delivery(b"{")], moment(3))

    kept = [row["queue"] for row in centre.rows(quarantine)]
    assert kept == ["in.spoldzielnia"] * 3 + ["in.cistor"]
    assert centre.row(quarantine_overflow) == {
        "queue": "in.spoldzielnia",
        "messages": 2,
        "last_reason": "the body is not JSON in UTF-8",
        "last_received_at": moment(3),
    }


def test_a_heartbeat_tells_where_a_journal_ends(node: Parcels, centre: Centre) -> None:
    node.weigh(("a", 1))
    node.number()
    node.weigh(("b", 1), ("c", 1))

    received = centre.receive([node.heartbeat(moment(1), programmes={"owss-2009": 3})], moment(2))

    assert received == Received(heartbeats=1)
    assert centre.row(head) == {
        "source": node.source,
        "node": node.node,
        "epoch": 1,
        "position": 1,
        "digest": node.head().digest,
        "told_at": moment(1),
        "received_at": moment(2),
        "installation": UUID("00000000-0000-4000-8000-000000000001"),
        "waiting": 2,
        "programmes": '{"owss-2009": 3}',
    }


def test_a_match_list_is_handed_on_and_is_no_duplicate(node: Parcels, centre: Centre) -> None:
    told = control.MatchList(source=node.source, made_at=moment(1), part=1, parts=1, matches=())
    delivery = node.delivery(control.dump(told), content_type=control.CONTENT_TYPE)

    received = centre.receive([delivery, delivery], moment(2))

    assert received == Received(match_lists=[told, told])


@pytest.mark.parametrize(
    "batches",
    [[[1, 3, 2]], [[3], [1, 2]], [[1], [3], [2]], [[3, 3]]],
    ids=["in one batch", "in two", "in three", "twice"],
)
def test_the_newest_heartbeat_wins_however_they_come(
    node: Parcels, centre: Centre, batches: list[list[int]]
) -> None:
    for batch in batches:
        received = centre.receive(
            [node.heartbeat(moment(second), position=second) for second in batch], moment(10)
        )
        assert received.heartbeats == len(batch)

    assert centre.row(head)["told_at"] == moment(3)
    assert centre.row(head)["position"] == 3


def test_a_heartbeat_from_the_future_gives_way_once_the_clock_is_right(
    node: Parcels, centre: Centre
) -> None:
    centre.receive([node.heartbeat(moment(1_000))], moment(10))

    centre.receive([node.heartbeat(moment(25))], moment(26))

    assert centre.row(head)["told_at"] == moment(25)


def test_a_heartbeat_of_a_journal_that_has_grown_is_newer_though_its_clock_fell_back(
    node: Parcels, centre: Centre
) -> None:
    centre.receive([node.heartbeat(moment(1_000), position=4)], moment(1_000))

    centre.receive([node.heartbeat(moment(25), position=4)], moment(1_001))
    idle = centre.row(head)["told_at"]
    centre.receive([node.heartbeat(moment(26), position=5)], moment(1_002))

    assert idle == moment(1_000)
    assert (centre.row(head)["told_at"], centre.row(head)["position"]) == (moment(26), 5)


def test_heartbeats_never_enter_the_archive(node: Parcels, centre: Centre) -> None:
    centre.receive([node.heartbeat(START)])

    assert centre.rows(archive) == centre.rows(arrival) == []
