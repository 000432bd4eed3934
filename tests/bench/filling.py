"""What a centre has before a measurement: an archive, or a backlog in a queue."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from services.node.clocks import WallClock
from shared.database import Database
from shared.messaging import inbox
from shared.messaging.delivery import Delivery, Inbound
from shared.messaging.publisher import Outbound, Publisher
from shared.wire.envelope import CONTENT_TYPE
from tests.bench.events import DAYS, Node

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from shared.messaging.chain import Link
    from tests.bench.world import World

SOURCES = tuple(f"/nodes/bench-{number}/consultations" for number in range(1, 5))

_AT_ONCE = 1000


def fill_archive(url: str, count: int) -> None:
    """Take in `count` domain events, the same number of each source, all over DAYS days."""
    of_each = count // len(SOURCES)
    # Started anew and not forked: what this process has open stays its own.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:
        for done in [processes.submit(_take_in, url, source, of_each) for source in SOURCES]:
            done.result()
    database = Database(url)
    with database.write() as connection:
        # Autovacuum does this for an archive that fills up slowly.
        connection.exec_driver_sql("ANALYZE")
    database.close()


def publish_backlog(world: World, source: str, count: int) -> None:
    """Publish as the node's link would, into its queue at the centre, where nobody reads yet."""
    enrolment = world.enrolment
    address = urlsplit(enrolment.address)
    login = f"{quote(enrolment.node)}:{quote(enrolment.password)}"
    publisher = Publisher(f"amqp://{login}@{address.netloc}{address.path}")
    for links in _in_batches(Node(source).links(count)):
        publisher.publish(
            Outbound(f"in.{enrolment.node}", "", CONTENT_TYPE, link.message) for link in links
        )
    publisher.close()


def _take_in(url: str, source: str, count: int) -> None:
    node = Node(source, cards_a_day=count / DAYS)
    place = f"in.{node.name}"
    inbounds = {place: Inbound(place, node.name, place, node.name)}
    database = Database(url)
    for links in _in_batches(node.links(count)):
        deliveries = [
            Delivery(place, place, node.name, CONTENT_TYPE, link.message) for link in links
        ]
        with database.write() as connection:
            inbox.store(connection, deliveries, inbounds, WallClock().now())
    database.close()


def _in_batches(links: Iterator[Link]) -> Iterator[Sequence[Link]]:
    while batch := list(islice(links, _AT_ONCE)):
        yield batch
