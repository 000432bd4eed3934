"""A partner's node and its centre on servers of their own, as a measurement finds them."""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import amqp
import psycopg

from services.node.installing import NodePlace, join_node
from services.node.runtime import MIGRATIONS
from shared.migrations import upgrade
from tests.bench.events import fill_journal
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from services.node.enrolment import Enrolment

NODE, CENTRE = "bench-node", "bench-centre"
SOURCE = f"/nodes/{NODE}/consultations"
FILLED = "filled"


@dataclass(frozen=True, kw_only=True)
class Servers:
    """A PostgreSQL and a RabbitMQ of our own, and a full journal to begin with."""

    folder: Path
    postgresql: PostgresqlServer
    broker: RabbitmqServer

    @property
    def pids(self) -> dict[str, int]:
        """The process ids below which each server's processes are."""
        postmaster = self.folder / "postgresql" / "data" / "postmaster.pid"
        running = json.loads((self.folder / "rabbitmq" / "running.json").read_text("utf-8"))
        return {
            "database": int(postmaster.read_text("utf-8").split()[0]),
            "broker": running["broker"]["pid"],
        }

    def execute(self, statement: str) -> None:
        """Administer PostgreSQL, outside any transaction."""
        with psycopg.connect(conninfo(self.postgresql.url("postgres")), autocommit=True) as one:
            one.execute(statement.encode())

    def fill(self, count: int) -> int:
        """Make the journal that every measurement begins with; return the bytes of a body."""
        self.execute(f'DROP DATABASE IF EXISTS "{FILLED}"')
        self.execute(f'CREATE DATABASE "{FILLED}"')
        url = self.postgresql.url(FILLED)
        upgrade(url, MIGRATIONS["consultations"])
        return fill_journal(url, SOURCE, count)


@dataclass(frozen=True, kw_only=True)
class Looking:
    """Connections that only look on; they stay open, because opening one costs more than a look."""

    databases: Mapping[str, psycopg.Connection[tuple[int | None]]]
    """The node's consultations, and the centre's reporting."""
    channels: Mapping[str, amqp.Channel]
    """By virtual host, as the broker's administrator."""


@dataclass(frozen=True, kw_only=True)
class World:
    """A node with a full journal, joined to a centre that has nothing yet; no process runs."""

    servers: Servers
    node: NodePlace
    centre: NodePlace
    enrolment: Enrolment
    looking: Looking

    def join(self) -> None:
        """Let the node's shovels run."""
        join_node(self.node, self.servers.broker, self.enrolment)

    def cursor(self, name: str) -> int:
        """Return how far the node's relay got."""
        return self._ask("consultations", f"SELECT max(position) FROM cursor WHERE name = '{name}'")

    def archived(self) -> int:
        """Return up to where the centre's archive holds the node's domain events."""
        return self._ask(
            "reporting", f"SELECT max(position) FROM arrival WHERE source = '{SOURCE}'"
        )

    def folded(self) -> int:
        """Return up to where the centre has folded them."""
        return self._ask(
            "reporting", f"SELECT max(position) FROM checkpoint WHERE source = '{SOURCE}'"
        )

    def waiting(self, virtual_host: str, queue: str) -> int:
        """Count what waits in a queue, exactly and now."""
        return self.looking.channels[virtual_host].queue_declare(queue, passive=True).message_count

    def _ask(self, service: str, question: str) -> int:
        row = self.looking.databases[service].execute(question.encode()).fetchone()
        return row[0] or 0 if row else 0


@contextmanager
def channel(on: Servers, virtual_host: str) -> Iterator[amqp.Channel]:
    """Log in to the broker as its administrator."""
    with amqp.Connection(
        f"{on.broker.host}:{on.broker.amqp_port}",
        userid=on.broker.user,
        password=on.broker.password,
        virtual_host=virtual_host,
    ) as connection:
        yield connection.channel()


def conninfo(url: str) -> str:
    """Return the driver's own form of SQLAlchemy's address."""
    return url.replace("postgresql+psycopg://", "postgresql://")
