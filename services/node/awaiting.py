"""Waiting for a network: until every node has the programme, until the centre has everything."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from services.node.own_processes import wait_until
from services.node.runtime import SERVICES
from services.reporting.figures.freshness import freshness
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.messaging import relay
from shared.messaging.tables import head
from shared.messaging.watchdog import holdings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from services.node.network import Network
    from shared.contracts.programme import Programme
    from shared.database import Database
    from shared.kernel.clock import Clock

PATIENCE = 120.0
"""Seconds without an end after which something is wrong."""


class NotArrived(Exception):  # noqa: N818 - named as a fact (R13)
    """The network did not come to where it should in time; the text says what is missing where."""


def wait_for_programme(network: Network, programme: Programme) -> None:
    """Return when every service of every node has told the centre that it has the programme.

    Raises NotArrived.
    """
    centre = network.databases("reporting")[network.centre.settings.node]
    expected = {
        f"/nodes/{place.settings.node}/{service}"
        for place in network.places
        for service in SERVICES
    }

    def lacking() -> set[str]:
        with centre.read() as connection:
            rows = connection.execute(select(head.c.source, head.c.programmes)).all()
        return expected - {
            row.source
            for row in rows
            if json.loads(row.programmes).get(programme.code, 0) >= programme.version
        }

    _wait(lambda: not lacking(), lambda: f"Programu nie mają jeszcze: {sorted(lacking())}.")
    centre.close()


def wait_for_centre(network: Network, clock: Clock, say: Callable[[int, int], None]) -> None:
    """Return when the centre has folded everything that any node committed.

    `say` hears how many domain events are there, of how many. Raises NotArrived.
    """
    opened = {service: network.databases(service) for service in SERVICES}
    centre = opened["reporting"][network.centre.settings.node]

    def arrived() -> bool:
        wanted = _committed(opened)
        with centre.read() as connection:
            held = {each.source: each.position for each in holdings(connection)}
            fresh = freshness(connection, MINISTRY_FACTS, clock.now())
        there = sum(min(held.get(source, 0), position) for source, position in wanted.items())
        say(there, sum(wanted.values()))
        return there == sum(wanted.values()) and fresh.is_complete

    _wait(arrived, lambda: _what_is_missing(centre, clock))
    for databases in opened.values():
        for database in databases.values():
            database.close()


def _committed(opened: Mapping[str, Mapping[str, Database]]) -> dict[str, int]:
    """Count what every journal holds, numbered or not."""
    wanted = {}
    for service, databases in opened.items():
        for node, database in databases.items():
            source = f"/nodes/{node}/{service}"
            with database.read() as connection:
                numbered = relay.head_of(connection, source).position
                wanted[source] = numbered + relay.waiting(connection)
    return wanted


def _what_is_missing(centre: Database, clock: Clock) -> str:
    with centre.read() as connection:
        fresh = freshness(connection, MINISTRY_FACTS, clock.now())
    late = [
        f"{source.source} ({source.state.value}, brakuje {source.missing})"
        for node in fresh.nodes
        for source in node.sources
        if source.state.value != "complete"
    ]
    return f"Centrala nie ma wszystkiego: {', '.join(late) or fresh.halted_because}."


def _wait(condition: Callable[[], bool], what_is_missing: Callable[[], str]) -> None:
    if not wait_until(condition, PATIENCE):
        raise NotArrived(what_is_missing())
