"""Two nodes where people have worked, and the centre that archived and folded what they told.

Everything is made by the real use cases, relay, ingest and projector, without a broker between.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import insert

import services.consultations.storage
import services.reporting.storage
from services.consultations.application.accept_programme import accept_programme
from services.consultations.storage.performing import perform
from services.consultations.storage.unit_of_work import unit_of_work
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.contracts.consultations import CorrectionReason
from shared.database import Database
from shared.kernel.command import Command
from shared.messaging import control, inbox, projector, relay, witness
from shared.messaging.delivery import Delivery, Inbound
from shared.messaging.tables import expected_source
from shared.migrations import upgrade
from shared.wire.envelope import CONTENT_TYPE
from shared.wire.published import CATALOGUE
from tests.storage.consultations.node import USE_CASES
from tests.unit.consultations.examples import (
    ADVISER_ID,
    CLIENT_ID,
    COLLEAGUE_ID,
    GROUP_ID,
    NOW,
    PROGRAMME,
    to_annul,
    to_approve,
    to_change,
    to_confirm,
    to_correct,
    to_draft,
    to_register_adviser,
    to_register_client,
    to_register_group,
    to_return,
    to_sign,
    told,
)

(CONSULTATIONS,) = (Path(services.consultations.storage.__file__).parent / "migrations",)
REPORTING = Path(services.reporting.storage.__file__).parent / "migrations"
NODES = ("zarska", "torunska")
CARDS = 6
LATER = NOW + timedelta(minutes=1)


@dataclass(frozen=True, kw_only=True)
class LivedIn:
    """Addresses of the first node's consultations and of the centre's reporting."""

    consultations: str
    reporting: str


def source_of(node: str) -> str:
    return f"/nodes/{node}/consultations"


SOURCE, OTHER_SOURCE = (source_of(node) for node in NODES)


def live(url: str, node: str) -> Database:
    """Let people work at a node; the relay has sent most of it, the centre has echoed less."""
    upgrade(url, CONSULTATIONS)
    database = Database(url)
    with unit_of_work(database, source_of(node), CATALOGUE) as work:
        accept_programme(PROGRAMME, work)
    _do(
        database,
        node,
        to_register_adviser(),
        to_register_adviser(adviser_id=COLLEAGUE_ID, full_name="Ewa Łoś"),
        to_register_client(),
        to_register_group(),
    )
    for number in range(CARDS):
        _do(database, node, *_life_of_card(number))
    _relay(database, source_of(node))
    _do(database, node, *_life_of_card(CARDS)[:4])
    return database


def archive(url: str, nodes: dict[str, Database]) -> Database:
    """Let a centre take in what the nodes have sent, and fold it."""
    upgrade(url, REPORTING)
    database = Database(url)
    with database.write() as connection:
        for node in nodes:
            connection.execute(
                insert(expected_source).values(source=source_of(node), node=node, enrolled_at=NOW)
            )
    for node, publisher in nodes.items():
        place = f"in.{node}"
        inbound = Inbound(queue=place, node=node, exchange=place, user_id=node)
        with database.write() as connection:
            inbox.store(connection, _sent(publisher, node), {place: inbound}, LATER)
        with database.write() as connection:
            projector.fold_source(
                connection, MINISTRY_FACTS, source_of(node), now=LATER, limit=10_000
            )
    return database


def _life_of_card(number: int) -> list[Command]:
    card = UUID(int=100 + number)
    session = {"started_at": time(8 + number), "ended_at": time(8 + number, 45)}
    alone = told(**session)
    both = told(**session, client_ids=(GROUP_ID, CLIENT_ID), adviser_ids=(COLLEAGUE_ID, ADVISER_ID))
    longer = told(started_at=time(8 + number), ended_at=time(8 + number, 50))
    return [
        to_draft(card, advice=alone),
        to_sign(card),
        to_return(card),
        to_change(card, advice=both),
        to_sign(card),
        to_approve(card),
        to_confirm(card),
        to_correct(card, advice=longer),
        *(
            [to_annul(card, advice=longer)]
            if number % 2
            else [to_correct(card, reason=CorrectionReason.OTHER, advice=both)]
        ),
    ]


def _do(database: Database, node: str, *commands: Command) -> None:
    for command in commands:
        perform(database, source_of(node), command, USE_CASES[type(command)], NOW)


def _relay(database: Database, source: str) -> None:
    with database.write() as connection:
        generation = relay.take_generation(connection)
        for name in (relay.LOCAL, relay.UPLINK, relay.ACKNOWLEDGED):
            relay.open_cursor(connection, name)
        relay.number(connection, source=source, generation=generation, limit=10_000)
        links = [
            each.link
            for each in relay.links(connection, source=source, epoch=1, first=1, limit=10_000)
        ]
        for name in (relay.LOCAL, relay.UPLINK):
            relay.move_cursor(connection, name, links[-1], NOW)
        held = links[-5]
        echo = control.Echo(
            source=source, epoch=held.epoch, position=held.position, digest=held.digest
        )
        assert witness.acknowledge(connection, echo, NOW)


def _sent(database: Database, node: str) -> list[Delivery]:
    """Return what the centre's queue of a node holds: its domain events, then a heartbeat."""
    source, place = source_of(node), f"in.{node}"
    with database.read() as connection:
        links = relay.links(connection, source=source, epoch=1, first=1, limit=10_000)
        head = relay.head_of(connection, source)
    heartbeat = control.Heartbeat(
        source=source,
        epoch=head.epoch,
        position=head.position,
        digest=head.digest,
        told_at=NOW,
        installation=UUID(int=7),
        waiting=0,
    )
    bodies = [(each.link.message, CONTENT_TYPE) for each in links]
    bodies.append((control.dump(heartbeat), control.CONTENT_TYPE))
    return [
        Delivery(body=body, queue=place, exchange=place, user_id=node, content_type=kind)
        for body, kind in bodies
    ]
