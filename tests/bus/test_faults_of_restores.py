"""A node is restored from a backup and uses positions again that it had used (F23)."""

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from services.node.clocks import WallClock
from services.node.verifying import faults_of
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.messaging.rebuilding import rebuild
from shared.messaging.tables import head, inbox
from tests.bus.checking import (
    archive_of,
    chain_of,
    check,
    figure_of,
    freshness_of,
    settle,
    wait_until_sent,
)
from tests.bus.desk import Desk, at_work
from tests.bus.network import Ground, Network, RunningNode, wait_for
from tests.bus.recording import Record, recorded
from tests.servers.postgresql import PostgresqlServer
from tests.servers.rabbitmq import RabbitmqServer

HOURS = ("hours_of_advice", ())
EVENTS_OF_A_CARD = 3


@pytest.fixture(params=["sqlite", "postgresql"])
def network(
    request: pytest.FixtureRequest,
    rabbitmq_server: RabbitmqServer,
    tmp_path: Path,
    record_property: Record,
) -> Iterator[Network]:
    """Give one of its own, for what forked stays so; the node is on SQLite, where a file is all."""
    with ExitStack() as afterwards:
        partner = centre = Ground(rabbitmq_server)
        if request.param == "postgresql":
            server: PostgresqlServer = request.getfixturevalue("postgresql_server")
            centre = Ground(rabbitmq_server, lambda: afterwards.enter_context(server.database()))
        installed = afterwards.enter_context(at_work(tmp_path, centre=centre, partner=partner))
        yield afterwards.enter_context(recorded(installed, record_property))


def stop(node: RunningNode) -> None:
    """Stop a node and let go of its files."""
    node.bus.stop()
    for database in node.databases.values():
        database.close()


def copy_databases(source: Path, target: Path) -> None:
    target.mkdir(exist_ok=True)
    for old in target.glob("*.sqlite*"):
        old.unlink()
    for file in source.glob("*.sqlite*"):
        shutil.copy2(file, target)


def archived_bodies(network: Network) -> list[tuple[Any, ...]]:
    with network.centre.databases["reporting"].read() as connection:
        rows = connection.execute(
            select(inbox.c.position, inbox.c.digest, inbox.c.body, inbox.c.received_at)
            .where(inbox.c.source == network.partner.sources[0])
            .order_by(inbox.c.position)
        )
        return [tuple(row) for row in rows]


def told_position(network: Network) -> int:
    with network.centre.databases["reporting"].read() as connection:
        position: int = connection.execute(
            select(head.c.position).where(head.c.source == network.partner.sources[0])
        ).scalar_one()
    return position


@pytest.mark.fault("F23")
def test_a_restored_node_that_used_positions_again_overwrites_nothing_and_both_are_seen(
    network: Network, tmp_path: Path, record_property: Record
) -> None:
    partner, reporting = network.partner, network.centre.databases["reporting"]
    desk = Desk(partner)
    desk.approved_card()
    settle(network)
    stop(partner)
    copy_databases(partner.place.home, tmp_path / "backup")
    partner.run()
    desk.approved_cards(2)
    check(network)
    held, minutes = archived_bodies(network), figure_of(reporting, HOURS)

    stop(partner)
    network.cut()
    copy_databases(tmp_path / "backup", partner.place.home)
    partner.run()
    desk.approved_cards(3)
    wait_until_sent(network, partner)
    network.link()
    used_again = 2 * EVENTS_OF_A_CARD
    wait_for(lambda: freshness_of(network)["forks"] == used_again, "the centre sees the fork")
    wait_for(lambda: "diverged" in partner.bus.log, "the node sees it too")
    wait_for(
        lambda: len(archived_bodies(network)) == len(held) + EVENTS_OF_A_CARD, "the tail is here"
    )
    wait_for(
        lambda: told_position(network) == len(held) + EVENTS_OF_A_CARD,
        "the centre hears where the node's new history ends",
    )
    forks = network.centre.ask("reporting", "forks")["forks"]
    record_property("figure", f"{used_again} positions used again")

    assert archived_bodies(network)[: len(held)] == held
    first, last = len(held) - used_again + 1, len(held)
    own = {position: digest for _, position, digest in chain_of(partner.databases["consultations"])}
    centres = {place[1]: place[2] for place in archive_of(network.centre, partner.sources[0])}
    assert [
        (fork["position"], fork["held"]["digest"], fork["other"]["digest"]) for fork in forks
    ] == [(at, centres[at], own[at]) for at in range(first, last + 1)]
    assert figure_of(reporting, HOURS) == minutes
    fresh = freshness_of(network)
    assert (fresh["state"], fresh["position"], fresh["missing"]) == ("behind", last, 3)
    assert fresh["stopped_because"] == f"position {last + 1} does not follow on what came before it"
    assert rebuild(reporting, MINISTRY_FACTS, now=WallClock().now()).differences == ()
    source = partner.sources[0]
    assert [fault for fault in faults_of(network.centre.place) if source in fault] == [
        f"archiwum, {source}, pozycja {last + 1}: zdarzenie nie jest następnikiem poprzedniego"
    ]
    assert any("centrala ma pod tą pozycją inne" in fault for fault in faults_of(partner.place))
