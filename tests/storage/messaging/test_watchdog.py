"""The watchdog asks for what is missing, and for nothing that is on its way."""

import pytest

from shared.messaging import watchdog
from shared.messaging.chain import seal
from shared.messaging.control import Echo, Resend
from shared.messaging.delivery import Delivery
from shared.messaging.watchdog import Held
from tests.storage.messaging.node_and_centre import START, Centre, Parcels, moment

EXCHANGE = "owss.uplink"


def filled(node: Parcels, count: int) -> list[Delivery]:
    node.weigh(*((f"p{number}", number) for number in range(count)))
    return node.published()


def holdings(centre: Centre) -> list[Held]:
    with centre.database.read() as connection:
        return watchdog.holdings(connection)


def asked(centre: Centre, before: list[Held], now: list[Held] | None = None) -> list[Resend]:
    with centre.database.read() as connection:
        requests = watchdog.requests(
            connection,
            watchdog.holdings(connection) if now is None else now,
            {held.source: held for held in before},
            exchange=EXCHANGE,
        )
    assert {node for node, _ in requests} <= {"spoldzielnia"}
    return [request for _, request in requests]


def resend(node: Parcels, first: int, last: int) -> Resend:
    return Resend(source=node.source, epoch=1, first=first, last=last, exchange=EXCHANGE)


def test_nothing_is_held_of_nobody(centre: Centre) -> None:
    assert holdings(centre) == []
    assert watchdog.echoes([]) == []


def test_what_is_held_without_a_gap_is_echoed_to_its_node(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 5)
    centre.receive(deliveries[:2] + deliveries[4:])

    held = holdings(centre)

    digest = node.links()[1].digest
    assert held == [Held(node.source, node.node, 1, 2, digest, should_hold=5)]
    assert watchdog.echoes(held) == [
        (node.node, Echo(source=node.source, epoch=1, position=2, digest=digest))
    ]


def test_a_heartbeat_tells_how_much_should_be_held(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 5)
    centre.receive([*deliveries[:2], node.heartbeat(START)])

    (held,) = holdings(centre)

    assert (held.position, held.should_hold) == (2, 5)


def test_an_older_heartbeat_takes_nothing_back(node: Parcels, centre: Centre) -> None:
    centre.receive([*filled(node, 5), node.heartbeat(START, position=3)])

    assert holdings(centre)[0].should_hold == 5


def test_a_heartbeat_of_another_epoch_says_nothing_about_this_one(
    node: Parcels, centre: Centre
) -> None:
    centre.receive([*filled(node, 2), node.heartbeat(START, position=9, epoch=2)])

    assert holdings(centre)[0].should_hold == 2


def test_of_a_source_known_by_its_heartbeat_alone_everything_is_asked_for(
    node: Parcels, centre: Centre
) -> None:
    filled(node, 3)
    centre.receive([node.heartbeat(START)])
    before = holdings(centre)

    assert watchdog.echoes(before) == []
    assert asked(centre, before) == [resend(node, 1, 3)]


def test_nothing_is_asked_for_at_the_first_look(node: Parcels, centre: Centre) -> None:
    centre.receive(filled(node, 3)[1:])

    assert asked(centre, []) == []


def test_nothing_is_asked_for_where_nothing_is_missing(node: Parcels, centre: Centre) -> None:
    centre.receive([*filled(node, 3), node.heartbeat(START)])

    assert asked(centre, holdings(centre)) == []


def test_the_first_gap_is_asked_for_if_nothing_moved(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 9)
    centre.receive([deliveries[0], deliveries[4], deliveries[8]])

    assert asked(centre, holdings(centre)) == [resend(node, 2, 4)]


def test_what_moves_is_not_missing(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 9)
    centre.receive([deliveries[0], deliveries[8]])
    before = holdings(centre)

    centre.receive(deliveries[1:3])

    assert asked(centre, before) == []
    assert asked(centre, holdings(centre)) == [resend(node, 4, 8)]


def test_a_gap_is_asked_for_while_more_arrives_beyond_it(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 9)
    centre.receive([deliveries[0], deliveries[4]])
    before = holdings(centre)

    centre.receive(deliveries[5:])

    assert asked(centre, before) == [resend(node, 2, 4)]


def test_what_was_told_only_after_the_look_before_is_on_its_way(
    node: Parcels, centre: Centre
) -> None:
    centre.receive(filled(node, 2))
    before = holdings(centre)
    node.weigh(("late", 1))
    node.number()

    centre.receive([node.heartbeat(moment(15))])

    assert asked(centre, before) == []


def test_a_lost_tail_is_asked_for_up_to_the_head(node: Parcels, centre: Centre) -> None:
    deliveries = filled(node, 5)
    centre.receive([*deliveries[:2], node.heartbeat(START)])

    assert asked(centre, holdings(centre)) == [resend(node, 3, 5)]


def test_what_is_held_but_does_not_follow_is_not_asked_for_again(
    node: Parcels, centre: Centre
) -> None:
    first, _, third = filled(node, 3)
    stranger = seal(node.chained()[1].body, epoch=1, position=2, prevdigest="0" * 64)
    centre.receive([first, node.delivery(stranger.message), third, node.heartbeat(START)])

    assert holdings(centre)[0].position == 1
    assert asked(centre, holdings(centre)) == []


def test_no_more_is_asked_for_at_once_than_the_limit(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "RESEND_AT_ONCE", 3)
    deliveries = filled(node, 9)
    centre.receive([deliveries[0], deliveries[8]])

    assert asked(centre, holdings(centre)) == [resend(node, 2, 4)]


def test_the_archive_is_whole_after_enough_looks(
    node: Parcels, centre: Centre, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watchdog, "RESEND_AT_ONCE", 3)
    deliveries = filled(node, 20)
    centre.receive([deliveries[3], deliveries[11], node.heartbeat(START)])
    before, looks = holdings(centre), 0

    while before[0].position < before[0].should_hold:
        for request in asked(centre, before):
            centre.receive(node.published(request.first, request.last))
        before, looks = holdings(centre), looks + 1
        assert looks < 10

    assert centre.arrived() == (20, 20)
