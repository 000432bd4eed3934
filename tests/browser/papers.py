"""What only pages are asked for: a scanned card, and two pairs of files, one of them told apart."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import select

from services.consultations.application.attach_scan import attach_scan
from services.consultations.application.paper_commands import (
    AttachScan,
    TakeBackTellingApart,
    TellApart,
)
from services.consultations.application.take_back_telling_apart import take_back_telling_apart
from services.consultations.application.tell_apart import tell_apart
from services.consultations.domain.advice_card import CardState
from services.consultations.storage.performing import perform
from services.consultations.storage.tables import advice_card, card_adviser, client
from services.consultations.storage.tables import told_apart as apart
from shared.database import Database
from shared.kernel.command import Actor, Role

SOURCE: Final = "/nodes/cistor/consultations"
SCAN_ID: Final = UUID("0190a1b2-0000-7000-8000-000000005ca4")
SCAN: Final = b"%PDF-1.4\n%%EOF\n"


def add_papers(database: Database, coordinator: UUID, now: datetime) -> None:
    """Attach a scan to an approved card; let one pair be possible and one told apart."""
    actor = Actor(staff_id=coordinator, roles=frozenset({Role.COORDINATOR}))
    with database.read() as connection:
        card = connection.execute(_scanned()).one()
        told = connection.execute(select(apart)).all()
        (one, other) = connection.execute(
            select(client.c.client_id).where(client.c.merged_into.is_(None)).limit(2)
        ).scalars()
    attach = AttachScan(
        command_id=uuid4(),
        actor=actor,
        card_id=card.card_id,
        scan_id=SCAN_ID,
        digest=sha256(SCAN).hexdigest(),
        signed_on=card.held_on,
        signers="Anna Przykład (klientka)",
        by_client=False,
    )
    _do(database, attach, partial(attach_scan, content=SCAN), now)
    for pair in told:
        back = TakeBackTellingApart(
            command_id=uuid4(), actor=actor, one_id=pair.first_id, other_id=pair.second_id
        )
        _do(database, back, take_back_telling_apart, now)
    two = TellApart(command_id=uuid4(), actor=actor, one_id=one, other_id=other)
    _do(database, two, tell_apart, now)


def _scanned() -> Any:
    """Return the card that the tests open: one of whoever has a card given back."""
    returned = (
        select(card_adviser.c.adviser_id)
        .join(advice_card)
        .where(advice_card.c.state == CardState.RETURNED)
    )
    return (
        select(advice_card.c.card_id, advice_card.c.held_on)
        .join(card_adviser)
        .where(
            advice_card.c.state == CardState.APPROVED,
            card_adviser.c.adviser_id.in_(returned),
        )
        .order_by(advice_card.c.held_on)
        .limit(1)
    )


def _do(database: Database, command: Any, use_case: Any, now: datetime) -> None:
    perform(database, SOURCE, command, use_case, now)
