"""Servers of our own, and on them a node and a centre as a measurement finds them."""

from __future__ import annotations

import secrets
import shutil
import tempfile
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import psycopg

from services.node.clocks import WallClock
from services.node.installing import (
    NodePlace,
    enrol_node,
    expect_sources,
    install_node,
    open_uplink,
)
from services.node.own_processes import wait_until
from services.node.runtime import SERVICES
from shared.messaging.links import link_states, remove_links
from shared.settings import NodeSettings, write_settings
from tests.bench.world import CENTRE, FILLED, NODE, Looking, Servers, World, channel, conninfo
from tests.servers import postgresql, rabbitmq
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINKS_GONE_LIMIT = 20.0


class LinksStay(Exception):
    """The broker was asked to end the links, and has not."""


@contextmanager
def servers() -> Iterator[Servers]:
    """Start both servers in a folder that is gone afterwards."""
    with ExitStack() as afterwards:
        folder = Path(tempfile.mkdtemp(prefix="owss-bench-"))
        afterwards.callback(shutil.rmtree, folder)
        # PostgreSQL's server, which refuses to run as root, has to get to its folder below.
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
def _looking(on: Servers, node: NodePlace, centre: NodePlace) -> Iterator[Looking]:
    with ExitStack() as afterwards:
        urls = {
            service: place.settings.databases[service]
            for service, place in (("consultations", node), ("reporting", centre))
        }
        yield Looking(
            databases={
                service: afterwards.enter_context(psycopg.connect(conninfo(url), autocommit=True))
                for service, url in urls.items()
            },
            channels={name: afterwards.enter_context(channel(on, name)) for name in (NODE, CENTRE)},
        )


def _install(on: Servers, name: str, run: str, afterwards: ExitStack) -> NodePlace:
    home = on.folder / run / name
    databases = {service: f"{name}-{service}-{run}" for service in SERVICES}
    for service, database in databases.items():
        template = FILLED if (name, service) == (NODE, "consultations") else "template1"
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
    """Remove everything on the broker, the links first.

    A shovel that finds its queue missing declares it, without our arguments; one that outlives its
    virtual host would do so in the next one of the same name.
    """
    management = on.broker.management()
    if NODE in management.virtual_hosts():
        remove_links(management, NODE)
        if not wait_until(lambda: not link_states(management, NODE), _LINKS_GONE_LIMIT):
            raise LinksStay(link_states(management, NODE))
    for name in (NODE, CENTRE):
        management.remove_virtual_host(name)
    management.close()
