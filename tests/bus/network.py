"""A partner's node and its centre on real servers, each with its bus in a process of its own."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import Any, Final
from uuid import uuid4

import amqp

from services.node.broker_login import Broker
from services.node.clocks import WallClock
from services.node.enrolment import Enrolment, join
from services.node.installing import (
    NodePlace,
    enrol_node,
    expect_sources,
    install_node,
    join_node,
    open_uplink,
)
from services.node.own_processes import wait_until
from services.node.runtime import SERVICES
from services.node.season.player import NodeLine, Patience
from shared.database import Database
from shared.messaging.links import remove_links
from shared.messaging.management import Management
from shared.messaging.runtime import Pace
from shared.messaging.topology import services_user
from tests.servers.tcp_proxy import TcpProxy

PROJECT = Path(__file__).parents[2]
SEASON_BEGINS = datetime(2009, 7, 10, 16, tzinfo=UTC)
PACE = Pace(heartbeat=0.5, watchdog=0.5)

LIMIT = 60.0
"""Seconds that anything may take; the machine may be busy with other tests."""

EXIT_LIMIT = 10.0
"""Seconds in which a bus process ends after SIGTERM (reliability.md 5, F31)."""


def wait_for(condition: Callable[[], bool], what: str, limit: float = LIMIT) -> None:
    assert wait_until(condition, limit), f"after {limit:.0f} s it is still not so that {what}"


class BusProcess:
    """The bus of a node, or the same with one of the alterations of `altered_bus.py`."""

    def __init__(self, home: Path, alteration: str | None = None) -> None:
        program = ["services.node.bus", str(home)]
        if alteration is not None:
            program = ["tests.bus.altered_bus", str(home), alteration]
        self._output = home / f"{uuid4().hex}.stdout"
        self._log = self._output.with_suffix(".stderr")
        with self._output.open("wb") as output, self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-m", *program],
                cwd=PROJECT,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=log,
            )

    @property
    def log(self) -> str:
        """What the process has written for people and machines so far."""
        return self._log.read_text(encoding="utf-8")

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def wait_until_ready(self) -> None:
        wait_for(lambda: self._is_ready or not self.is_running, "the bus is ready")
        assert self._is_ready, f"the bus ended with {self._process.returncode}: {self.log}"

    def send(self, signal_number: signal.Signals) -> None:
        os.kill(self._process.pid, signal_number)

    def wait_for_exit(self, limit: float = LIMIT) -> int:
        """Return the exit code; a negative one is the signal that ended the process."""
        try:
            return self._process.wait(limit)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise

    def stop(self) -> int:
        self.send(signal.SIGTERM)
        return self.wait_for_exit(EXIT_LIMIT)

    def kill(self) -> None:
        """End it at once, wherever it is; harmless if it has ended by itself."""
        self._process.kill()
        self.wait_for_exit()

    @property
    def _is_ready(self) -> bool:
        return self._output.read_text(encoding="utf-8") == "ready\n"


SEES_ALL: Final = {
    "staff_id": "00000000-0000-0000-0000-000000000009",
    "roles": ["reporting_officer", "operations"],
}


@dataclass(frozen=True)
class Ground:
    """What a node stands on: a broker, and who makes its databases; without that SQLite does."""

    broker: Broker
    make_database: Callable[[], str] | None = None


@dataclass
class RunningNode:
    """A node: where it is installed, its broker and databases, and its bus if that runs."""

    place: NodePlace
    broker: Broker
    management: Management
    databases: Mapping[str, Database]
    _bus: BusProcess | None = None
    _alteration: str | None = None
    _lines: list[NodeLine] = field(default_factory=list)

    @property
    def name(self) -> str:
        return self.place.settings.node

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(f"/nodes/{self.name}/{service}" for service in SERVICES)

    @property
    def bus(self) -> BusProcess:
        assert self._bus is not None
        return self._bus

    def run(self, alteration: str | None = None) -> None:
        """Have the bus run, with this alteration or with none; it is killed if it is another."""
        if self._bus is not None and self._bus.is_running:
            if self._alteration == alteration:
                return
            self._bus.kill()
        self._bus, self._alteration = BusProcess(self.place.home, alteration), alteration
        self._bus.wait_until_ready()

    def line(self) -> NodeLine:
        """Return a line for RPC; it serves one thread."""
        line = NodeLine(
            node=self.name,
            amqp_uri=self.place.settings.broker_url,
            patience=Patience(pause=0.05),
            stop=Event(),
        )
        self._lines.append(line)
        return line

    @cached_property
    def _own_line(self) -> NodeLine:
        return self.line()

    def ask(self, service: str, method: str, **members: object) -> Any:
        """Ask, as somebody who sees everything unless another actor is given."""
        return self._own_line.call(service, method, {"actor": SEES_ALL, **members})

    def close(self) -> None:
        for line in self._lines:
            line.hang_up()
        if self._bus is not None and self._bus.is_running:
            self._bus.stop()
        for database in self.databases.values():
            database.close()


@dataclass
class Compared:
    """What a comparison of an archive with the journals found, in domain events."""

    lost: int = 0
    doubled: int = 0


@dataclass
class Network:
    """The two nodes, and what a test may do to the brokers between them."""

    centre: RunningNode
    partner: RunningNode
    enrolment: Enrolment
    compared: list[Compared] = field(default_factory=list)
    """What every check so far has found."""

    @property
    def databases(self) -> str:
        """Say what the nodes keep their data in, for people."""
        partner, centre = (
            "PostgreSQL" if node.databases["reporting"].is_postgresql else "SQLite"
            for node in (self.partner, self.centre)
        )
        return partner if partner == centre else f"{partner}; {centre} at the centre"

    def servers(self) -> Iterator[str]:
        """Say of which versions the servers are."""
        major, minor = self.centre.management.version()
        yield f"RabbitMQ {major}.{minor}"
        reporting = self.centre.databases["reporting"]
        if reporting.is_postgresql:
            with reporting.read() as connection:
                version = connection.exec_driver_sql("SHOW server_version").scalar_one()
            yield f"PostgreSQL {version.split()[0]}"

    @property
    def nodes(self) -> tuple[RunningNode, RunningNode]:
        return self.centre, self.partner

    def run(self) -> None:
        """Have both nodes run as they should, with the link between them."""
        self.link()
        for node in self.nodes:
            node.run()

    def link(self, through: TcpProxy | None = None) -> None:
        """Put the link up, straight to the centre's broker or through a proxy before it."""
        enrolment = self.enrolment
        if through is not None:
            address = f"amqp://{through.host}:{through.port}/{self.centre.name}"
            enrolment = replace(enrolment, address=address)
        join(enrolment, self.partner.management, self.partner.name)

    @contextmanager
    def proxy(self) -> Iterator[TcpProxy]:
        """Have the link go through a proxy for a while."""
        proxy = TcpProxy(self.centre.broker.host, self.centre.broker.amqp_port)
        try:
            self.link(through=proxy)
            yield proxy
            self.link()
        finally:
            proxy.close()

    def cut(self) -> None:
        """Take the link down; what the partner sends up waits in its queue."""
        management, node = self.partner.management, self.partner.name
        remove_links(management, node)
        wait_for(lambda: management.shovels(node) == [], "the link is down")

    @contextmanager
    def channel(self, node: RunningNode) -> Iterator[amqp.Channel]:
        """Log in at a node's broker as its administrator."""
        with self._channel(node, node.broker.user, node.broker.password) as channel:
            yield channel

    @contextmanager
    def partners_channel(self) -> Iterator[amqp.Channel]:
        """Log in at the centre as the partner, which its shovels otherwise do."""
        with self._channel(self.centre, self.partner.name, self.enrolment.password) as channel:
            yield channel

    def size(self, node: RunningNode, queue: str) -> int:
        """Count what waits in a queue, exactly and now."""
        with self.channel(node) as channel:
            waiting: int = channel.queue_declare(queue, passive=True).message_count
        return waiting

    @contextmanager
    def _channel(self, node: RunningNode, user: str, password: str) -> Iterator[amqp.Channel]:
        connection = amqp.Connection(
            f"{node.broker.host}:{node.broker.amqp_port}",
            userid=user,
            password=password,
            virtual_host=node.name,
            confirm_publish=True,
            read_timeout=LIMIT,
        )
        connection.connect()
        try:
            yield connection.channel()
        finally:
            connection.close()


@contextmanager
def network(home: Path, *, centre: Ground, partner: Ground) -> Iterator[Network]:
    """Install both nodes under names of their own, and join them."""
    mark = uuid4().hex[:8]
    centre_name, partner_name = f"cistor-{mark}", f"zarska-{mark}"
    with ExitStack() as afterwards:
        nodes = {
            name: afterwards.enter_context(_node(home / name, name, centre_name, ground))
            for name, ground in ((centre_name, centre), (partner_name, partner))
        }
        at_centre, at_partner = nodes[centre_name], nodes[partner_name]
        afterwards.callback(at_centre.management.remove_user, partner_name)
        open_uplink(at_centre.place)
        enrolment = enrol_node(
            at_centre.place, centre.broker, partner_name, WallClock().now(), None
        )
        join_node(at_partner.place, partner.broker, enrolment)
        yield Network(at_centre, at_partner, enrolment)


@contextmanager
def another_partner(
    network: Network, home: Path, name: str, ground: Ground
) -> Iterator[RunningNode]:
    """Install one more node under a name like the others', and join it to the same centre."""
    name = network.partner.name.replace("zarska", name)
    with ExitStack() as afterwards:
        node = afterwards.enter_context(_node(home / name, name, network.centre.name, ground))
        afterwards.callback(network.centre.management.remove_user, name)
        centre = network.centre
        enrolment = enrol_node(centre.place, centre.broker, name, WallClock().now(), None)
        join_node(node.place, ground.broker, enrolment)
        yield node


@contextmanager
def _node(home: Path, name: str, centre: str, ground: Ground) -> Iterator[RunningNode]:
    """Install a node, and leave nothing of it on its broker."""
    with ExitStack() as afterwards:
        management = ground.broker.management()
        afterwards.callback(management.close)
        afterwards.callback(management.remove_user, services_user(name))
        afterwards.callback(management.remove_virtual_host, name)
        place = install_node(
            home,
            ground.broker,
            node=name,
            centre=centre,
            season_begins=SEASON_BEGINS,
            pace=PACE,
            databases=ground.make_database and {each: ground.make_database() for each in SERVICES},
        )
        urls = place.settings.databases
        databases = {service: Database(urls[service]) for service in SERVICES}
        node = RunningNode(place, ground.broker, management, databases)
        afterwards.callback(node.close)
        expect_sources(place, node.sources, WallClock().now())
        yield node
