"""A coordinator goes through the cards that wait for approval, one after another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.application.register_queries import ApprovalQueueQuery
from services.consultations.application.standing_in import refuse_deputy_out_of_term
from services.consultations.domain.advice_card import AdviceCard
from services.consultations.domain.register_of_advice import (
    RegisterOrder,
    RegisterRow,
    to_approve,
)


@dataclass(frozen=True, kw_only=True)
class PlaceInQueue:
    """Where a card stands among those that a person may decide about, the oldest advice first.

    `place` is counted from 1; a card that does not wait has none, and its neighbours are those that
    it would stand between.
    """

    card: AdviceCard
    place: int | None
    waiting: int
    previous: UUID | None
    next: UUID | None


def approval_queue(query: ApprovalQueueQuery, records: Records, now: datetime) -> PlaceInQueue:
    authorise(query)
    refuse_deputy_out_of_term(query, records, now)
    card = records.cards.get(query.card_id)
    queue = records.register_of_advice.rows(to_approve(query.actor.staff_id), RegisterOrder.HELD_ON)
    waits = any(row.card_id == card.id for row in queue)
    before = _before(card, queue)
    after = queue[before + waits :]
    return PlaceInQueue(
        card=card,
        place=before + 1 if waits else None,
        waiting=len(queue),
        previous=queue[before - 1].card_id if before else None,
        next=after[0].card_id if after else None,
    )


def _before(card: AdviceCard, queue: Sequence[RegisterRow]) -> int:
    """Return how many cards stand before one, whether it is in the queue or was."""
    ids = [row.card_id for row in queue]
    if card.id in ids:
        return ids.index(card.id)
    held = card.advice.session
    return sum(
        (row.session.held_on, row.session.started_at) < (held.held_on, held.started_at)
        for row in queue
    )
