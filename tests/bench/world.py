"""A partner's node and its centre on servers of their own, as they are when a measurement begins."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import amqp
import psycopg
from sqlalchemy import select

from services.node.clocks import WallClock
from services.node.installing import (
    NodePlace,
    enrol_node,
    expect_sources,
    install_node,
    join_node,
    open_uplink,
)
from services.node.runtime import MIGRATIONS, SERVICES
from shared.database import Database
from shared.messaging import relay
from shared.messaging.chain import FIRST_EPOCH, Link
from shared.messaging.tables import inbox
from shared.migrations import upgrade
from shared.settings import NodeSettings, write_settings
from tests.bench.events import fill_journal
from tests.servers import postgresql, rabbitmq
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from services.node.enrolment import Enrolment

NODE, CENTRE = "bench-node", "bench-centre"
SOURCE = f"/nodes/{NODE}/consultations"
_FILLED = "filled"
_BEYOND = 10**9


@dataclass(frozen=True, kw_only=True)
class Servers:
    """A PostgreSQL and a RabbitMQ of our own, and a full journal to begin with."""

    folder: Path
    postgresql: PostgresqlServer
    broker: RabbitmqServer

    def execute(self, statement: str) -> None:
        """Administer PostgreSQL, outside any transaction."""
        with psycopg.connect(_conninfo(self.postgresql.url("postgres")), autocommit=True) as one:
            one.execute(statement.encode())

    def fill(self, count: int) -> int:
        """Make the journal that every measurement begins with; return the bytes of a body."""
        self.execute(f'CREATE DATABASE "{_FILLED}"')
        url = self.postgresql.url(_FILLED)
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

    def skip_local(self) -> None:
        """Let the node's relay believe that it has sent everything to the node's own services."""
        database = Database(self.node.settings.databases["consultations"])
        with database.write() as connection:
            relay.open_cursor(connection, relay.LOCAL)
            beyond = Link(FIRST_EPOCH, _BEYOND, prevdigest="", digest="", message=b"")
            relay.move_cursor(connection, relay.LOCAL, beyond, WallClock().now())
        database.close()

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

    def messages(self) -> list[bytes]:
        """Return the node's domain events as the centre archived them."""
        database = Database(self.centre.settings.databases["reporting"])
        with database.read() as connection:
            bodies = connection.execute(
                select(inbox.c.body).where(inbox.c.source == SOURCE).order_by(inbox.c.position)
            )
            found = list(bodies.scalars())
        database.close()
        return found

    def waiting(self, virtual_host: str, queue: str) -> int:
        """Count what waits in a queue, exactly and now."""
        return self.looking.channels[virtual_host].queue_declare(queue, passive=True).message_count

    def _ask(self, service: str, question: str) -> int:
        row = self.looking.databases[service].execute(question.encode()).fetchone()
        return row[0] or 0 if row else 0


@contextmanager
def servers() -> Iterator[Servers]:
    """Start both servers in a folder that is gone afterwards."""
    with ExitStack() as afterwards:
        folder = Path(tempfile.mkdtemp(prefix="owss-bench-"))
        afterwards.callback(shutil.rmtree, folder)
        # PostgreSQL's server, which refuses to run as root, has to get to its folder below this one.
        folder.chmod(0o711)
        homes = {name: folder / name for name in ("postgresql", "rabbitmq")}
        for home in homes.values():
            home.mkdir()
        afterwards.callback(postgresql.stop_private, homes["postgresql"])
        database = PostgresqlServer(**postgresql.start_private(homes["postgresql"]))
        afterwards.callback(rabbitmq.stop_private, homes["rabbitmq"])
        broker = RabbitmqServer(**rabbitmq.start_private(homes["rabbitmq"]))
        yield Servers(folder=folder, postgresql=database, broker=broker)


@contextmanager
def world(on: Servers) -> Iterator[World]:
    """Make a node and a centre from nothing, and remove them afterwards."""
    with ExitStack() as afterwards:
        run = uuid4().hex
        afterwards.callback(_remove_virtual_hosts, on)
        node = _install(on, NODE, run, afterwards)
        centre = _install(on, CENTRE, run, afterwards)
        expect_sources(centre, (f"/nodes/{CENTRE}/{one}" for one in SERVICES), WallClock().now())
        enrolment = enrol_node(centre, on.broker, NODE, WallClock().now(), earlier=None)
        open_uplink(node)
        open_uplink(centre)
        looking = afterwards.enter_context(_looking(on, node, centre))
        # What was written so far is on disk before the clock starts.
        on.execute("CHECKPOINT")
        yield World(servers=on, node=node, centre=centre, enrolment=enrolment, looking=looking)


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


@contextmanager
def _looking(on: Servers, node: NodePlace, centre: NodePlace) -> Iterator[Looking]:
    with ExitStack() as afterwards:
        urls = {
            service: place.settings.databases[service]
            for service, place in (("consultations", node), ("reporting", centre))
        }
        yield Looking(
            databases={
                service: afterwards.enter_context(psycopg.connect(_conninfo(url), autocommit=True))
                for service, url in urls.items()
            },
            channels={name: afterwards.enter_context(channel(on, name)) for name in (NODE, CENTRE)},
        )


def _install(on: Servers, name: str, run: str, afterwards: ExitStack) -> NodePlace:
    home = on.folder / run / name
    databases = {service: f"{name}-{service}-{run}" for service in SERVICES}
    for service, database in databases.items():
        template = _FILLED if (name, service) == (NODE, "consultations") else "template1"
        on.execute(f'CREATE DATABASE "{database}" TEMPLATE "{template}"')
        afterwards.callback(on.execute, f'DROP DATABASE "{database}" WITH (FORCE)')
    password = secrets.token_urlsafe()
    address = f"{on.broker.host}:{on.broker.amqp_port}"
    settings = NodeSettings(
        node=name,
        centre=CENTRE,
        season_begins=None,
        installation=uuid4(),
        broker_url=f"amqp://{name}.services:{password}@{address}/{name}",
        management_url=on.broker.management_url,
        databases={service: on.postgresql.url(each) for service, each in databases.items()},
    )
    write_settings(home, settings)
    return install_node(home, on.broker, node=name, centre=CENTRE)


def _remove_virtual_hosts(on: Servers) -> None:
    management = on.broker.management()
    for name in (NODE, CENTRE):
        management.remove_virtual_host(name)
    management.close()


def _conninfo(url: str) -> str:
    return url.replace("postgresql+psycopg://", "postgresql://")
