"""A stock nameko service that does the same database work, one transaction a message.

It is spared the totals by day: ten workers would wait for one another at the same day's rows.

`python -m tests.bench.stock_service BROKER_URL DATABASE_URL` runs it until SIGTERM.
"""

# First of all: everything below must be imported into a patched process, as in a node's own.
from services.node import bus as patched  # noqa: F401 - for what its import does  # isort: skip

import json
import signal
import sys
from datetime import datetime
from typing import Any

import eventlet
from nameko.containers import WorkerContext
from nameko.events import event_handler
from nameko.extensions import DependencyProvider
from nameko.runners import ServiceRunner
from sqlalchemy import insert, update

from services.node.bus_process import READY
from services.node.clocks import WallClock
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.messaging.projection import Origin, apply_changes
from shared.messaging.tables import checkpoint, inbox
from shared.wire.envelope import Envelope
from tests.bench.stock import EVENT_TYPE, GENERATION, MAX_WORKERS, PUBLISHER

DATABASE_KEY = "DATABASE_URL"


class StockDatabase(DependencyProvider):
    def setup(self) -> None:
        self._database = Database(self.container.config[DATABASE_KEY])

    def get_dependency(self, worker_ctx: WorkerContext) -> Database:
        del worker_ctx
        return self._database


class StockService:
    """What nameko's own documentation would have one write."""

    name = "stock"
    database = StockDatabase()
    clock = WallClock()

    @event_handler(PUBLISHER, EVENT_TYPE)
    def receive(self, payload: dict[str, Any]) -> None:
        """Archive one domain event, fold it, and count it, in one transaction."""
        origin = Origin(payload["source"], int(payload["epoch"]), int(payload["sequence"]))
        changes = MINISTRY_FACTS.changes(origin, _envelope(payload))
        body = json.dumps(payload, ensure_ascii=False, separators=(",", ":")).encode()
        with self.database.write() as connection:
            connection.execute(
                insert(inbox).values(
                    source=origin.source,
                    epoch=origin.epoch,
                    position=origin.position,
                    digest=payload["digest"],
                    body=body,
                    received_at=self.clock.now(),
                )
            )
            apply_changes(connection, GENERATION, [(origin, change) for change in changes])
            # Ten workers have no order: all that a checkpoint can do here is count.
            connection.execute(update(checkpoint).values(position=checkpoint.c.position + 1))


def _envelope(payload: dict[str, Any]) -> Envelope:
    return Envelope(
        id=payload["id"],
        source=payload["source"],
        type=payload["type"],
        subject=payload["subject"],
        subject_version=payload["subjectversion"],
        time=datetime.fromisoformat(payload["time"]),
        programme=payload.get("programme"),
        causationid=payload["causationid"],
        data=payload["data"],
    )


def main(broker_url: str, database_url: str) -> None:
    """Run the service until SIGTERM."""
    runner = ServiceRunner(
        {"AMQP_URI": broker_url, "max_workers": MAX_WORKERS, DATABASE_KEY: database_url}
    )
    runner.add_service(StockService)
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    print(READY, flush=True)  # noqa: T201 - whoever started the process waits for this line
    runner.wait()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
