"""Stock nameko beside us: its own event queue, one transaction a message, the same tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, insert, select

from services.node.runtime import MIGRATIONS
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.messaging.chain import FIRST_EPOCH
from shared.messaging.tables import checkpoint, inbox
from shared.migrations import upgrade
from tests.bench.checks import expect, expect_facts
from tests.bench.processes import running
from tests.bench.raw_client import publish
from tests.bench.watching import Rate, watch
from tests.bench.world import SOURCE, channel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.world import Servers

PUBLISHER = "consultations"
EVENT_TYPE = "advice_card_approved"
MAX_WORKERS = 10
GENERATION = 1

_LIMIT = 180.0


def measure_stock_nameko(on: Servers, messages: Sequence[bytes]) -> Rate:
    """Publish at the speed of a raw client, and wait until the service has stored everything."""
    count = len(messages)
    with on.postgresql.database() as url, on.broker.virtual_host() as name:
        upgrade(url, MIGRATIONS["reporting"])
        database = Database(url)
        _put_checkpoint(database)

        def stored() -> int:
            with database.read() as connection:
                return int(connection.execute(select(checkpoint.c.position)).scalar_one())

        address = (on.broker.amqp_url(name), url)
        with running(on.folder, "tests.bench.stock_service", *address) as service:
            service.wait_until_ready()
            with channel(on, name) as publishing:
                publish(
                    publishing, messages, exchange=f"{PUBLISHER}.events", routing_key=EVENT_TYPE
                )
            rate = watch(
                count,
                begun=stored,
                done=stored,
                processes={"stock nameko": service},
                servers=on.pids,
                limit=_LIMIT,
            )
        with database.read() as connection:
            archived = connection.execute(select(func.count()).select_from(inbox)).scalar_one()
            expect("archived by stock nameko", archived, count)
            expect_facts(connection, count)
        database.close()
    return rate


def _put_checkpoint(database: Database) -> None:
    with database.write() as connection:
        connection.execute(
            insert(checkpoint).values(
                projection=MINISTRY_FACTS.name,
                generation=GENERATION,
                source=SOURCE,
                epoch=FIRST_EPOCH,
                position=0,
                digest="",
                failed_in_a_row=0,
            )
        )
