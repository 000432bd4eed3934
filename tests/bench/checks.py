"""What must be true after a measurement: a figure of a run that lost something does not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.projection.totals import MINISTRY_TOTALS
from shared.database import Database
from shared.messaging.chain import unseal
from shared.messaging.tables import checkpoint, fork, inbox, parked, pending, quarantine
from shared.messaging.topology import REPORTING_INBOX, UNROUTABLE
from shared.messaging.totals import differences
from shared.messaging.verification import verify_archive, verify_journal
from shared.wire.envelope import CONTENT_TYPE
from tests.bench.events import FACTS_OF_A_CARD
from tests.bench.world import CENTRE, NODE, SOURCE, channel

if TYPE_CHECKING:
    import amqp
    from sqlalchemy import Connection

    from tests.bench.world import World

_SILENCE = 5.0
_PREFETCH = 2000


class Wrong(Exception):
    """A stage was fast and did not do its work."""


def expect(what: str, found: object, wanted: object) -> None:
    """Raise Wrong unless both are the same."""
    if found != wanted:
        message = f"{what}: {found}, and not {wanted}"
        raise Wrong(message)


def expect_facts(connection: Connection, count: int) -> None:
    """Raise Wrong unless the tables of facts hold what `count` cards come to."""
    found = {
        table.name: connection.execute(
            select(func.count()).where(table.c.superseded_position.is_(None))
        ).scalar_one()
        for table in MINISTRY_FACTS.tables
    }
    wanted = {name: FACTS_OF_A_CARD.get(name, 0) * count for name in found}
    expect("facts", found, wanted)


def expect_totals(connection: Connection) -> None:
    """Raise Wrong unless totals are what facts come to."""
    expect("totals that facts do not come to", differences(connection, MINISTRY_TOTALS), [])


def check_relayed(world: World, count: int) -> None:
    """Check that everything is numbered, the chain right, and all of it in the local queue."""
    database = Database(world.node.settings.databases["consultations"])
    with database.read() as connection:
        waiting = connection.execute(select(func.count()).select_from(pending)).scalar_one()
        findings = list(verify_journal(connection, SOURCE))
    database.close()
    expect("domain events without a position", waiting, 0)
    expect("findings in the journal", findings, [])
    expect("unroutable at the node", world.waiting(NODE, UNROUTABLE), 0)
    with channel(world.servers, NODE) as taking:
        expect("positions sent", _positions_in(taking, REPORTING_INBOX, count), count)


def check_folded(world: World, count: int) -> None:
    """Check that archive, facts and checkpoint hold each domain event once, and nothing else."""
    database = Database(world.centre.settings.databases["reporting"])
    with database.read() as connection:
        archived = connection.execute(
            select(func.count(), func.max(inbox.c.position)).where(inbox.c.source == SOURCE)
        ).one()
        folded = connection.execute(
            select(checkpoint.c.position).where(checkpoint.c.source == SOURCE)
        ).scalar_one()
        expect_facts(connection, count)
        expect_totals(connection)
        apart = [
            connection.execute(select(func.count()).select_from(table)).scalar_one()
            for table in (parked, fork, quarantine)
        ]
        findings = list(verify_archive(connection))
    database.close()
    expect("archived", tuple(archived), (count, count))
    expect("folded", folded, count)
    expect("parked, forked, in quarantine", apart, [0, 0, 0])
    expect("findings in the archive", findings, [])
    expect("unroutable at the centre", world.waiting(CENTRE, UNROUTABLE), 0)


def _positions_in(taking: amqp.Channel, queue: str, count: int) -> int:
    """Take `count` domain events out of a queue; return up to which position they are in order."""
    positions: list[int] = []

    def take(message: amqp.Message) -> None:
        body = message.body
        if message.properties.get("content_type") == CONTENT_TYPE:
            positions.append(unseal(body.encode() if isinstance(body, str) else body).position)
        if message.delivery_tag % (_PREFETCH // 2) == 0:
            taking.basic_ack(message.delivery_tag, multiple=True)

    taking.basic_qos(0, _PREFETCH, a_global=False)
    taking.basic_consume(queue, callback=take)
    while len(positions) < count:
        taking.connection.drain_events(timeout=_SILENCE)
    return count if positions == list(range(1, count + 1)) else -1
