"""Making a node: its settings, its databases, and what it needs on its broker."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit
from uuid import uuid4

from sqlalchemy.dialects import postgresql, sqlite

from services.node.enrolment import Enrolment, enrol, join
from services.node.runtime import MIGRATIONS, SERVICES
from shared.database import Database
from shared.messaging import relay
from shared.messaging.runtime import Pace
from shared.messaging.tables import expected_source
from shared.messaging.topology import (
    UPLINK_QUEUE,
    centre_topology,
    declare,
    inbound,
    node_topology,
    services_user,
)
from shared.migrations import upgrade
from shared.settings import FILE_NAME, USUAL_WEB, NodeSettings, read_settings, write_settings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime
    from pathlib import Path

    from services.node.broker import Broker


@dataclass(frozen=True, kw_only=True)
class NodePlace:
    """A node on this machine: its settings and the folder where it lives."""

    settings: NodeSettings
    home: Path


def install_node(  # noqa: PLR0913 - what a node is made of
    home: Path,
    broker: Broker,
    *,
    node: str,
    centre: str,
    season_begins: datetime | None = None,
    pace: Pace | None = None,
    databases: Mapping[str, str] | None = None,
    web: str = USUAL_WEB,
) -> NodePlace:
    """Make a node, or find the one that is there; bring its databases and its broker up to date.

    `databases` says where those of each service are; without it they are SQLite's, in the home.
    That of accounts is there if nothing else is said: a node that is there may not have it yet.
    Only the broker's address is taken from `broker` at a later start: the node stays what it is.
    """
    if (home / FILE_NAME).exists():
        settings = _at_broker(read_settings(home), broker)
    else:
        places = databases or _embedded_databases(home)
        settings = replace(
            _new_settings(broker, node, centre, season_begins, pace or Pace(), places), web=web
        )
    accounts = {"accounts": _embedded_database(home, "accounts")}
    settings = replace(settings, databases=accounts | dict(settings.databases))
    write_settings(home, settings)
    for service, url in settings.databases.items():
        upgrade(url, MIGRATIONS[service])
    place = NodePlace(settings=settings, home=home)
    if _declare(settings, broker):
        _send_again(place)
    return place


def enrol_node(
    centre: NodePlace, broker: Broker, node: str, enrolled_at: datetime, earlier: Enrolment | None
) -> Enrolment:
    """Make room for a partner's node at the centre, and expect its sources from now on."""
    management = broker.management()
    enrolment = enrol(
        management,
        centre.settings.node,
        broker.amqp_address,
        node,
        SERVICES,
        earlier=earlier,
    )
    management.close()
    expect_sources(centre, enrolment.sources, enrolled_at)
    return replace(enrolment, programme_key=centre.settings.programme_key)


def join_node(partner: NodePlace, broker: Broker, enrolment: Enrolment) -> None:
    """Let a partner's node dial its centre, from the first domain event on.

    Its services have the programme's key from their next start on.
    """
    if enrolment.programme_key not in {None, partner.settings.programme_key}:
        keyed = replace(partner.settings, programme_key=enrolment.programme_key)
        write_settings(partner.home, keyed)
    management = broker.management()
    join(enrolment, management, partner.settings.node)
    management.close()
    open_uplink(partner)


def open_uplink(place: NodePlace) -> None:
    """Send the journals of a node to its centre, from position 1; harmless when repeated."""
    for service in SERVICES:
        database = Database(place.settings.databases[service])
        with database.write() as connection:
            relay.open_cursor(connection, relay.UPLINK)
            relay.open_cursor(connection, relay.ACKNOWLEDGED)
        database.close()


def expect_sources(place: NodePlace, sources: Iterable[str], enrolled_at: datetime) -> None:
    """Name the sources that reporting must hear of before it calls anything complete."""
    database = Database(place.settings.databases["reporting"])
    dialect = postgresql if database.is_postgresql else sqlite
    with database.write() as connection:
        for source in sources:
            connection.execute(
                dialect.insert(expected_source)
                .values(source=source, node=source.split("/")[2], enrolled_at=enrolled_at)
                .on_conflict_do_nothing()
            )
    database.close()


def _new_settings(  # noqa: PLR0913, PLR0917 - what a node is made of
    broker: Broker,
    node: str,
    centre: str,
    season_begins: datetime | None,
    pace: Pace,
    databases: Mapping[str, str],
) -> NodeSettings:
    return NodeSettings(
        node=node,
        centre=centre,
        season_begins=season_begins,
        installation=uuid4(),
        broker_url=_services_url(broker, node, secrets.token_urlsafe(24)),
        management_url=broker.management_url,
        databases=databases,
        pace=pace,
        # A partner's node gets it from its centre, on joining.
        programme_key=secrets.token_urlsafe(32) if node == centre else None,
    )


def _embedded_databases(home: Path) -> dict[str, str]:
    return {service: _embedded_database(home, service) for service in SERVICES}


def _embedded_database(home: Path, service: str) -> str:
    return f"sqlite:///{(home / service).resolve()}.sqlite"


def _at_broker(settings: NodeSettings, broker: Broker) -> NodeSettings:
    """Return the settings with the broker where it is today, and the login that the node had."""
    password = _password_of(settings.broker_url)
    return replace(
        settings,
        broker_url=_services_url(broker, settings.node, password),
        management_url=broker.management_url,
    )


def _services_url(broker: Broker, node: str, password: str) -> str:
    user = quote(services_user(node), safe="")
    return f"amqp://{user}:{quote(password, safe='')}@{broker.host}:{broker.amqp_port}/{node}"


def _password_of(broker_url: str) -> str:
    return unquote(urlsplit(broker_url).password or "")


def _declare(settings: NodeSettings, broker: Broker) -> bool:
    """Put up exchanges, queues and the login before the first publisher (R18).

    Tell whether the queue that leads to the centre had to be made: then what it held is gone.
    """
    management = broker.management()
    topology = node_topology(settings.node, SERVICES, is_centre=settings.is_centre)
    way_up = UPLINK_QUEUE
    if settings.is_centre:
        topology |= centre_topology(settings.node, settings.node)
        way_up = inbound(settings.node)
    passwords = {services_user(settings.node): _password_of(settings.broker_url)}
    management.put_virtual_host(settings.node)
    before = {queue["name"] for queue in management.queues(settings.node)}
    declare(topology, management, settings.node, passwords=passwords)
    management.close()
    return way_up not in before


def _send_again(place: NodePlace) -> None:
    """Go back to what the centre acknowledged: the broker is a cache, the journal the truth."""
    for service in SERVICES:
        database = Database(place.settings.databases[service])
        with database.write() as connection:
            relay.rewind(connection)
        database.close()
