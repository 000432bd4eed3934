"""The check at the end of every fault, always the same (reliability.md 5d).

Missing = 0, doubled = 0, facts = facts of a rebuild = truth computed from the nodes' databases;
chains verify; state = journal.
"""

import calendar
from collections.abc import Iterator
from datetime import date
from typing import Any

from sqlalchemy import func, select

from services.consultations.storage.verification import compare_state_with_journal
from services.node.clocks import WallClock
from services.node.truth import Key, figures_of
from services.reporting.figures.as_of import Shown, shown_generation
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.figure import Question, answer
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.kernel.period import Period
from shared.messaging import relay
from shared.messaging.projection import Projection
from shared.messaging.rebuilding import rebuild
from shared.messaging.tables import arrival, chain, checkpoint, fork, inbox, projection
from shared.messaging.verification import verify_archive, verify_journal
from tests.bus.network import Compared, Network, RunningNode, wait_for

FIGURES = ("hours_of_advice", "number_of_advices", "client_places", "unique_clients")
YEAR = Period(date(2009, 1, 1), date(2009, 12, 31))

Place = tuple[int, int, str]
"""Epoch, position and digest of one domain event."""


def check(network: Network, projected: Projection = MINISTRY_FACTS) -> None:
    """Wait until everything has arrived, and compare whatever can be compared."""
    settle(network)
    check_chains(network)
    for keeper in network.nodes:
        network.compared.append(check_archive(network, keeper))
        check_facts(network, keeper, projected)


def settle(network: Network) -> None:
    """Wait until everything that the nodes did has arrived and is folded."""
    wait_for(lambda: not list(lags(network)), "all has arrived and is folded")


def wait_until_sent(network: Network, node: RunningNode) -> None:
    """Wait until a node has numbered and sent everything; it may still be on its way."""
    wait_for(lambda: not list(_unsent_of(network, node)), f"{node.name} has sent everything")


def published_to(network: Network, keeper: RunningNode) -> list[tuple[str, Database]]:
    """Return whose domain events a node's reporting takes in: (source, database)."""
    publishers = network.nodes if keeper is network.centre else (keeper,)
    return [
        (f"/nodes/{node.name}/{service}", database)
        for node in publishers
        for service, database in node.databases.items()
    ]


def chain_of(database: Database) -> list[Place]:
    with database.read() as connection:
        rows = connection.execute(
            select(chain.c.epoch, chain.c.position, chain.c.digest).order_by(
                chain.c.epoch, chain.c.position
            )
        )
        return [(row.epoch, row.position, row.digest) for row in rows]


def told_by(network: Network) -> int:
    """Count all domain events that have a position."""
    databases = [database for node in network.nodes for database in node.databases.values()]
    return sum(len(chain_of(database)) for database in databases)


def archive_of(keeper: RunningNode, source: str) -> list[Place]:
    with keeper.databases["reporting"].read() as connection:
        rows = connection.execute(
            select(inbox.c.epoch, inbox.c.position, inbox.c.digest)
            .where(inbox.c.source == source)
            .order_by(inbox.c.epoch, inbox.c.position)
        )
        return [(row.epoch, row.position, row.digest) for row in rows]


def lags(network: Network) -> Iterator[str]:
    """Yield what is still on its way: not numbered, not sent, not arrived, or not folded."""
    for node in network.nodes:
        yield from _unsent_of(network, node)
    for keeper in network.nodes:
        for source, database in published_to(network, keeper):
            with database.read() as connection:
                head = relay.head_of(connection, source).position
            arrived, folded = _reached(keeper, source)
            if not head == arrived == folded:
                yield f"{source} at {keeper.name}: {head} told, {arrived} here, {folded} folded"


def _unsent_of(network: Network, node: RunningNode) -> Iterator[str]:
    for source, database in published_to(network, node):
        if source in node.sources:
            yield from _unsent(source, database)


def _unsent(source: str, database: Database) -> Iterator[str]:
    with database.read() as connection:
        head = relay.head_of(connection, source).position
        if relay.waiting(connection):
            yield f"{source}: not numbered"
        for cursor in (relay.LOCAL, relay.UPLINK):
            sent = relay.sent_to(connection, cursor)
            if sent is None or sent.position != head:
                yield f"{source}: {head} numbered, {sent} sent ({cursor})"


def _reached(keeper: RunningNode, source: str) -> tuple[int, int]:
    """Return up to where a node's archive holds a source and has folded it."""
    with keeper.databases["reporting"].read() as connection:
        arrived = connection.execute(
            select(arrival.c.position).where(arrival.c.source == source)
        ).scalar_one_or_none()
        folded = connection.execute(
            select(checkpoint.c.position)
            .join(projection, projection.c.name == checkpoint.c.projection)
            .where(
                checkpoint.c.source == source,
                checkpoint.c.generation == projection.c.generation,
            )
        ).scalar_one_or_none()
    return arrived or 0, folded or 0


def check_chains(network: Network) -> None:
    for node in network.nodes:
        for service, database in node.databases.items():
            with database.read() as connection:
                assert list(verify_journal(connection, f"/nodes/{node.name}/{service}")) == []
        with node.databases["consultations"].read() as connection:
            assert list(compare_state_with_journal(connection)) == []


def check_archive(network: Network, keeper: RunningNode) -> Compared:
    compared = Compared()
    for source, database in published_to(network, keeper):
        told, held = chain_of(database), archive_of(keeper, source)
        lost = sorted(set(told) - set(held))
        assert lost == [], "missing"
        assert sorted(set(held) - set(told)) == [], "never published"
        compared.lost += len(lost)
        compared.doubled += len(held) - len(set(held))
    assert compared == Compared(lost=0, doubled=0)
    with keeper.databases["reporting"].read() as connection:
        assert connection.execute(select(func.count()).select_from(fork)).scalar_one() == 0
        assert list(verify_archive(connection)) == []
    return compared


def check_facts(network: Network, keeper: RunningNode, projected: Projection) -> None:
    reporting = keeper.databases["reporting"]
    counted = network.nodes if keeper is network.centre else (keeper,)
    truth = dict.fromkeys(_totals(network), 0) | dict(
        figures_of({node.name: node.databases["consultations"] for node in counted})
    )
    assert {key: figure_of(reporting, key) for key in truth} == truth
    rebuilt = rebuild(reporting, projected, now=WallClock().now())
    assert rebuilt.differences == ()
    assert rebuilt.switched


def freshness_of(network: Network) -> dict[str, Any]:
    """Return what the centre says of the partner's consultations with every figure."""
    [found] = [
        source
        for node in network.centre.ask("reporting", "freshness")["nodes"]
        for source in node["sources"]
        if source["source"] == network.partner.sources[0]
    ]
    fresh: dict[str, Any] = found
    return fresh


def shown_generation_of(keeper: RunningNode) -> int:
    with keeper.databases["reporting"].read() as connection:
        return shown_generation(connection, MINISTRY_FACTS)


def figure_of(reporting: Database, key: Key) -> int:
    """Compute a figure from the facts, as reporting answers it."""
    name, narrowed = key
    filters = dict(narrowed)
    period = _month(filters.pop("month")) if "month" in filters else YEAR
    with reporting.read() as connection:
        shown = Shown(shown_generation(connection, MINISTRY_FACTS))
        question = Question(definition_of(name), period, filters)
        return answer(connection, question, shown).value


def _totals(network: Network) -> Iterator[Key]:
    for name in FIGURES:
        yield name, ()
        for node in network.nodes:
            yield name, (("node", node.name),)


def _month(month: str) -> Period:
    year, number = (int(part) for part in month.split("-"))
    last = calendar.monthrange(year, number)[1]
    return Period(date(year, number, 1), date(year, number, last))
