"""Waiting for a network: until every node has the programme, until the centre has everything."""

from __future__ import annotations

import json
from contextlib import ExitStack
from typing import TYPE_CHECKING

from sqlalchemy import select

from services.node.own_processes import wait_until
from services.node.runtime import SERVICES
from services.reporting.domain.freshness import NodeState
from services.reporting.figures.freshness import freshness
from services.reporting.projection.matches import match_list
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.storage import receipts
from shared.messaging import relay
from shared.messaging.tables import head
from shared.messaging.watchdog import holdings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from services.node.network import Network
    from shared.contracts.programme import Programme
    from shared.database import Database
    from shared.kernel.clock import Clock

PATIENCE = 120.0
"""Seconds without an end after which something is wrong."""

_ADVICE = "Zajrzyj do dziennika bus.log w folderze węzła i uruchom polecenie ponownie."


class NotArrived(Exception):
    """The network did not come to where it should in time; the text says what is missing where."""


def wait_for_programme(network: Network, programme: Programme) -> None:
    """Return when every service of every node has told the centre that it has the programme.

    Raises NotArrived.
    """
    expected = {
        f"/nodes/{place.settings.node}/{service}"
        for place in network.places
        for service in SERVICES
    }

    def lacking(centre: Database) -> set[str]:
        with centre.read() as connection:
            rows = connection.execute(select(head.c.source, head.c.programmes)).all()
        return expected - {
            row.source
            for row in rows
            if json.loads(row.programmes).get(programme.code, 0) >= programme.version
        }

    with network.databases("reporting") as opened:
        centre = opened[network.centre.settings.node]
        _wait(
            lambda: not lacking(centre),
            lambda: f"Programu nie mają jeszcze: {', '.join(sorted(lacking(centre)))}. {_ADVICE}",
        )


def wait_for_centre(network: Network, clock: Clock, say: Callable[[int, int], None]) -> None:
    """Return when the centre has folded everything that any node committed.

    That is also what nodes commit because of each other: who referred a client notes the receipt.

    `say` hears how many domain events are there, of how many. Raises NotArrived.
    """
    with ExitStack() as afterwards:
        opened = {
            service: afterwards.enter_context(network.databases(service)) for service in SERVICES
        }
        centre = opened["reporting"][network.centre.settings.node]

        def arrived() -> bool:
            wanted = _committed(opened)
            with centre.read() as connection:
                held = _held(connection)
                fresh = freshness(connection, MINISTRY_FACTS, clock.now())
                untold = receipts.untold(connection, clock.now())
            there = sum(min(held.get(source, 0), position) for source, position in wanted.items())
            say(there, sum(wanted.values()))
            return there == sum(wanted.values()) and fresh.is_complete and not untold

        _wait(arrived, lambda: _what_is_missing(_committed(opened), centre, clock))


def wait_for_match_lists(network: Network, sent: Mapping[str, datetime]) -> None:
    """Return when the centre keeps the lists that the nodes sent at these moments, or newer ones.

    Raises NotArrived.
    """

    def lacking(centre: Database) -> list[str]:
        with centre.read() as connection:
            rows = connection.execute(
                select(match_list.c.source, match_list.c.made_at).where(match_list.c.complete)
            )
            kept = {row.source: row.made_at for row in rows}
        sources = {node: f"/nodes/{node}/consultations" for node in sent}
        return [
            node
            for node, made_at in sent.items()
            if sources[node] not in kept or kept[sources[node]] < made_at
        ]

    with network.databases("reporting") as opened:
        centre = opened[network.centre.settings.node]
        _wait(
            lambda: not lacking(centre),
            lambda: f"Listy klientów nie doszły z: {', '.join(lacking(centre))}. {_ADVICE}",
        )


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


def _held(connection: Connection) -> dict[str, int]:
    return {each.source: each.position for each in holdings(connection)}


def _what_is_missing(wanted: Mapping[str, int], centre: Database, clock: Clock) -> str:
    with centre.read() as connection:
        held = _held(connection)
        fresh = freshness(connection, MINISTRY_FACTS, clock.now())
        untold = receipts.untold(connection, clock.now())
    missing = [
        f"{source} (brakuje zdarzeń: {position - held.get(source, 0)})"
        for source, position in wanted.items()
        if held.get(source, 0) < position
    ]
    missing += [
        f"{source.source} (jeszcze niewliczone: {source.missing}, odłożone: {source.parked})"
        for node in fresh.nodes
        for source in node.sources
        if source.state is not NodeState.COMPLETE
    ]
    missing += [
        f"{receipt.source} (nie zapisał przyjęcia ze skierowania {receipt.referral_id})"
        for _, receipt in untold
    ]
    if fresh.halted_because is not None:
        missing.append(f"wliczanie wstrzymane: {fresh.halted_because}")
    return f"Centrala nie ma wszystkiego: {'; '.join(missing)}. {_ADVICE}"


def _wait(condition: Callable[[], bool], what_is_missing: Callable[[], str]) -> None:
    if not wait_until(condition, PATIENCE):
        raise NotArrived(what_is_missing())
