"""A node's journal and a centre's archive in the kernel's tests, without a broker between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Row, Table, select

from shared.contracts.domain_event import DomainEvent
from shared.database import Database
from shared.messaging import control, curing, inbox, projector, relay
from shared.messaging.chain import Link
from shared.messaging.delivery import Delivery, Inbound
from shared.messaging.inbox import Received
from shared.messaging.journal import Journal
from shared.messaging.projection import Projection
from shared.messaging.projector import Folded
from shared.messaging.tables import (
    APPEND_ONLY,
    arrival,
    chain,
    checkpoint,
    incoming,
    journal,
    outgoing,
)
from shared.migrations import make_append_only
from shared.wire.envelope import CONTENT_TYPE
from tests.storage.messaging.parcels import (
    CATALOGUE,
    ParcelMeasured,
    ParcelStamped,
    ParcelWeighed,
    command,
    facts,
    projection,
)

START = datetime(2009, 6, 1, 8, tzinfo=UTC)
INSTALLATION = UUID("00000000-0000-4000-8000-000000000001")


class Crash(Exception):
    """The process ends here."""


def crashing() -> suppress:
    """Let a process end in the middle of what it does."""
    return suppress(Crash)


def moment(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def make_tables(database: Database) -> None:
    """Make what a node and a centre have, refusing changes of what only grows."""
    with database.write() as connection:
        for metadata in (outgoing, incoming, facts):
            metadata.create_all(connection)
        make_append_only(connection, *APPEND_ONLY)


def empty_tables(database: Database) -> None:
    """Remove all rows on PostgreSQL, past the triggers, and put back what a test took away."""
    with database.write() as connection:
        connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
        for metadata in (outgoing, incoming, facts):
            for table in metadata.sorted_tables:
                connection.execute(table.delete())
        for name in APPEND_ONLY:
            connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")
        for sequence in ("journal_journal_id_seq", "quarantine_quarantine_id_seq"):
            connection.exec_driver_sql(f"ALTER SEQUENCE {sequence} RESTART")


def allow_changes(connection: Connection, table: str) -> None:
    """Take away what protects a table, as somebody with the owner's rights could."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    else:
        for action in ("UPDATE", "DELETE"):
            connection.exec_driver_sql(f"DROP TRIGGER {table}_refuses_{action}")


def until_somebody_waits(database: Database) -> None:
    """Wait until a session of this database waits for a lock."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND wait_event_type = 'Lock'"
    )
    for _ in range(100_000):
        with database.read() as connection:
            if connection.exec_driver_sql(waiting).scalar_one():
                return
    pytest.fail("nobody waited")


@dataclass
class Parcels:
    """A node: parcels whose journal is numbered and sent."""

    database: Database
    node: str = "spoldzielnia"
    generation: int = 0
    versions: dict[str, int] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return f"/nodes/{self.node}/parcels"

    @property
    def inbound(self) -> Inbound:
        place = f"in.{self.node}"
        return Inbound(queue=place, node=self.node, exchange=place, user_id=self.node)

    def journal(self, connection: Connection) -> Journal:
        return Journal(connection=connection, source=self.source, catalogue=CATALOGUE)

    def weighed(self, parcel: str, grams: int) -> ParcelWeighed:
        return ParcelWeighed(
            occurred_at=START, subject_version=self._next(parcel), parcel=parcel, grams=grams
        )

    def measured(self, parcel: str, grams: int) -> ParcelMeasured:
        return ParcelMeasured(
            occurred_at=START, subject_version=self._next(parcel), parcel=parcel, grams=grams
        )

    def stamped(self, parcel: str) -> ParcelStamped:
        return ParcelStamped(occurred_at=START, subject_version=self._next(parcel), parcel=parcel)

    def record(self, *events: DomainEvent) -> None:
        with self.database.write() as connection:
            for event in events:
                self.journal(connection).append(event, caused_by=command())

    def weigh(self, *weights: tuple[str, int]) -> None:
        self.record(*(self.weighed(parcel, grams) for parcel, grams in weights))

    def take_over(self) -> None:
        with self.database.write() as connection:
            self.generation = relay.take_generation(connection)
            relay.open_cursor(connection, relay.UPLINK)
            relay.open_cursor(connection, relay.ACKNOWLEDGED)

    def number(self, limit: int = 1000) -> int:
        if not self.generation:
            self.take_over()
        with self.database.write() as connection:
            return relay.number(
                connection, source=self.source, generation=self.generation, limit=limit
            )

    def links(self, first: int = 1, last: int = 10_000) -> list[Link]:
        with self.database.read() as connection:
            found = relay.links(
                connection, source=self.source, epoch=1, first=first, limit=last - first + 1
            )
        return [each.link for each in found]

    def delivery(self, body: bytes, **differing: Any) -> Delivery:
        usual: dict[str, Any] = {
            "queue": self.inbound.queue,
            "exchange": self.inbound.exchange,
            "user_id": self.inbound.user_id,
            "content_type": CONTENT_TYPE,
        }
        return Delivery(body=body, **{**usual, **differing})

    def published(self, first: int = 1, last: int = 10_000) -> list[Delivery]:
        """Number what is committed and give it as the centre's queue would."""
        self.number()
        return [self.delivery(link.message) for link in self.links(first, last)]

    def head(self) -> relay.Head:
        with self.database.read() as connection:
            return relay.head_of(connection, self.source)

    def heartbeat(self, told_at: datetime, **differing: Any) -> Delivery:
        with self.database.read() as connection:
            head = relay.head_of(connection, self.source)
            waiting = relay.waiting(connection)
        usual: dict[str, Any] = {
            "source": self.source,
            "epoch": head.epoch,
            "position": head.position,
            "digest": head.digest,
            "told_at": told_at,
            "installation": INSTALLATION,
            "waiting": waiting,
        }
        body = control.dump(control.Heartbeat(**{**usual, **differing}))
        return self.delivery(body, content_type=control.CONTENT_TYPE)

    def chained(self) -> Sequence[Row[Any, Any, Any, Any, Any]]:
        """Return (position, digest, subject, subject_version, body), in the chain's order."""
        with self.database.read() as connection:
            return connection.execute(
                select(
                    chain.c.position,
                    chain.c.digest,
                    journal.c.subject,
                    journal.c.subject_version,
                    journal.c.body,
                )
                .join(journal, journal.c.journal_id == chain.c.journal_id)
                .order_by(chain.c.epoch, chain.c.position)
            ).all()

    def _next(self, parcel: str) -> int:
        self.versions[parcel] = self.versions.get(parcel, 0) + 1
        return self.versions[parcel]


@dataclass
class Centre:
    """A centre: an archive of some nodes, and one projection."""

    database: Database
    nodes: tuple[Parcels, ...]
    projected: Projection = field(default_factory=projection)

    def receive(self, deliveries: Iterable[Delivery], received_at: datetime = START) -> Received:
        with self.database.write() as connection:
            return inbox.store(
                connection,
                list(deliveries),
                {node.inbound.queue: node.inbound for node in self.nodes},
                received_at,
            )

    def fold(self, node: Parcels, *, limit: int = 1000, now: datetime = START) -> Folded:
        with self.database.write() as connection:
            return projector.fold_source(
                connection, self.projected, node.source, now=now, limit=limit
            )

    def retry(self, *parcels: str) -> list[str]:
        """Fold parked parcels of the first node again; return the subjects still parked."""
        subjects = [(self.nodes[0].source, f"parcel/{parcel}") for parcel in parcels]
        with self.database.write() as connection:
            return [each.subject for each in curing.retry(connection, self.projected, subjects)]

    def rows(self, table: Table) -> list[dict[str, Any]]:
        """Return a table's rows as dicts, in the order of its key."""
        with self.database.read() as connection:
            found = connection.execute(select(table).order_by(*table.primary_key.columns))
            return [dict(row._mapping) for row in found]

    def row(self, table: Table) -> dict[str, Any]:
        """Return the only row of a table."""
        (row,) = self.rows(table)
        return row

    def arrived(self) -> tuple[int, int]:
        row = self.row(arrival)
        return row["position"], row["highest"]

    def mark(self) -> dict[str, Any]:
        return self.row(checkpoint)
