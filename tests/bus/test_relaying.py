"""The relay's turns over a real broker: what it sends, what it refuses, what it lets go of."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from structlog.testing import capture_logs

from services.node.private_broker_home import free_ports
from shared.database import Database
from shared.messaging import relay
from shared.messaging.control import Heartbeat, Resend
from shared.messaging.relaying import Relaying
from shared.messaging.topology import EVENTS, UPLINK_EXCHANGE
from tests.bus.queues import Queues
from tests.storage.messaging.node_and_centre import START, Parcels, make_tables

HERE, UP, ELSEWHERE = "here", "up", "elsewhere"


class StoppedClock:
    def now(self) -> datetime:
        return START


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Parcels]:
    """Give a node with three domain events that nobody has numbered yet."""
    database = Database(f"sqlite:///{tmp_path / 'parcels.sqlite'}")
    make_tables(database)
    node = Parcels(database)
    node.weigh(("a", 1), ("b", 2), ("c", 3))
    yield node
    database.close()


@pytest.fixture(autouse=True)
def exchanges(queues: Queues) -> None:
    """Make the two exchanges of a node, and a third, each with a queue for all that comes there."""
    queues.make(HERE, behind=EVENTS)
    queues.make(UP, behind=UPLINK_EXCHANGE)
    queues.make(ELSEWHERE, behind="elsewhere")


def relaying(node: Parcels, broker_url: str) -> closing[Relaying]:
    return closing(
        Relaying(node.database, source=node.source, broker_url=broker_url, clock=StoppedClock())
    )


def open_uplink(node: Parcels) -> None:
    with node.database.write() as connection:
        relay.open_cursor(connection, relay.UPLINK)


def sent(node: Parcels, cursor: str) -> int | None:
    with node.database.read() as connection:
        reached = relay.sent_to(connection, cursor)
    return None if reached is None else reached.position


def chained(node: Parcels) -> list[bytes]:
    return [link.message for link in node.links()]


def heartbeat(node: Parcels) -> Heartbeat:
    return Heartbeat(
        source=node.source,
        epoch=1,
        position=3,
        digest="0" * 64,
        told_at=START,
        installation=UUID(int=1),
        waiting=0,
        programmes={},
    )


def again(node: Parcels, first: int, last: int, exchange: str = UPLINK_EXCHANGE) -> Resend:
    return Resend(source=node.source, epoch=1, first=first, last=last, exchange=exchange)


def test_all_that_was_committed_goes_to_the_node_itself_and_up(
    node: Parcels, queues: Queues
) -> None:
    open_uplink(node)

    with relaying(node, queues.url) as one:
        more = one.turn()

    assert not more
    assert len(chained(node)) == 3
    assert queues.taken(HERE) == queues.taken(UP) == chained(node)
    assert (sent(node, relay.LOCAL), sent(node, relay.UPLINK)) == (3, 3)


def test_while_there_is_no_uplink_it_goes_to_the_node_itself_only(
    node: Parcels, queues: Queues
) -> None:
    with relaying(node, queues.url) as one:
        one.turn()

    assert queues.taken(HERE) == chained(node)
    assert queues.taken(UP) == []
    assert sent(node, relay.UPLINK) is None


def test_what_is_told_at_one_moment_from_several_sides_all_arrives(
    node: Parcels, queues: Queues
) -> None:
    with relaying(node, queues.url) as one:
        one.turn()
        told_before = len(queues.taken(HERE))
        with ThreadPoolExecutor(8) as sides:
            for told in [sides.submit(one.tell, heartbeat(node)) for _ in range(200)]:
                told.result()

    assert told_before == 3
    assert len(queues.taken(HERE)) == 200


def test_while_too_much_is_unacknowledged_nothing_goes_up(
    node: Parcels, queues: Queues, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(relay, "UNACKNOWLEDGED_LIMIT", 2)
    open_uplink(node)

    with relaying(node, queues.url) as one:
        one.turn()
        node.weigh(("d", 4))
        one.turn()

    assert queues.taken(HERE) == chained(node)
    assert queues.taken(UP) == chained(node)[:3]


def test_without_its_broker_a_relay_sends_nothing_and_lets_another_try(
    node: Parcels, queues: Queues
) -> None:
    [port] = free_ports(1)
    nowhere = f"amqp://guest:guest@127.0.0.1:{port}/"

    with relaying(node, nowhere) as one, relaying(node, queues.url) as other:
        with pytest.raises(OSError, match="refused"):
            one.turn()
        sent_before = sent(node, relay.LOCAL)
        other.turn()

    assert sent_before == 0
    assert queues.taken(HERE) == chained(node)


def test_of_two_relays_the_second_says_once_that_it_waits_and_then_takes_over(
    node: Parcels, queues: Queues
) -> None:
    with relaying(node, queues.url) as second:
        with capture_logs() as logs, relaying(node, queues.url) as first:
            first.turn()
            waited = [second.turn(), second.turn()]
            node.weigh(("d", 4))
        second.turn()

    assert waited == [False, False]
    assert [(log["event"], log["source"]) for log in logs] == [
        ("relay_waits_for_another", node.source)
    ]
    assert queues.taken(HERE) == chained(node)
    assert len(chained(node)) == 4


@pytest.mark.parametrize(("last", "got"), [(2, [1]), (3, [1, 2]), (900, [1, 2])])
def test_a_stretch_is_sent_again_as_it_is_and_as_far_as_there_is_one(
    node: Parcels, queues: Queues, monkeypatch: pytest.MonkeyPatch, last: int, got: list[int]
) -> None:
    monkeypatch.setattr("shared.messaging.relaying.BATCH_SIZE", 2)
    node.number()

    with relaying(node, queues.url) as one:
        one.send_again(again(node, 2, last))

    assert queues.taken(UP) == [chained(node)[each] for each in got]
    assert queues.taken(HERE) == []


def test_a_request_cannot_lead_domain_events_elsewhere(node: Parcels, queues: Queues) -> None:
    node.number()

    with capture_logs() as logs, relaying(node, queues.url) as one:
        one.send_again(again(node, 1, 3, exchange="elsewhere"))

    assert [(log["event"], log["exchange"]) for log in logs] == [("resend_refused", "elsewhere")]
    assert queues.taken(ELSEWHERE) == []
