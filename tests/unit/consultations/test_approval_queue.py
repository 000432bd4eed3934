"""A coordinator goes from one card that waits for approval to the next."""

from __future__ import annotations

from datetime import time
from uuid import UUID

import pytest

from services.consultations.application.appoint_deputy import appoint_deputy
from services.consultations.application.approval_queue import approval_queue
from services.consultations.application.approve_card import approve_card
from services.consultations.application.draft_card import draft_card
from services.consultations.application.register_queries import ApprovalQueueQuery
from services.consultations.application.sign_card import sign_card
from services.consultations.domain.refusals import CardNotFound
from services.consultations.domain.working_time_refusals import NoValidDeputy
from shared.kernel.command import Actor, Role
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COORDINATOR,
    NOW,
    an_actor,
    to_approve,
    to_draft,
    to_sign,
    told,
)
from tests.unit.consultations.fakes import FakeWork
from tests.unit.consultations.working_time_examples import DEPUTY, to_appoint

FIRST, SECOND, THIRD, DRAFTED = (UUID(int=number) for number in (41, 42, 43, 44))


def asking(card_id: UUID, actor: Actor = COORDINATOR) -> ApprovalQueueQuery:
    return ApprovalQueueQuery(actor=actor, card_id=card_id)


@pytest.fixture
def waiting(at_work: FakeWork) -> FakeWork:
    """Give a node where three cards of one day wait, and a fourth is not signed."""
    for hour, card_id in ((12, SECOND), (10, FIRST), (14, THIRD), (16, DRAFTED)):
        advice = told(started_at=time(hour), ended_at=time(hour, 30))
        draft_card(to_draft(card_id, advice=advice), at_work, NOW)
        if card_id != DRAFTED:
            sign_card(to_sign(card_id), at_work, NOW)
    return at_work


@pytest.mark.parametrize(
    ("card_id", "place", "previous", "following"),
    [(FIRST, 1, None, SECOND), (SECOND, 2, FIRST, THIRD), (THIRD, 3, SECOND, None)],
)
def test_a_card_stands_between_older_and_newer_advice(
    waiting: FakeWork, card_id: UUID, place: int, previous: UUID | None, following: UUID | None
) -> None:
    found = approval_queue(asking(card_id), waiting, NOW)

    assert (found.card.id, found.place, found.waiting) == (card_id, place, 3)
    assert (found.previous, found.next) == (previous, following)


def test_who_has_approved_a_card_goes_on_from_where_it_stood(waiting: FakeWork) -> None:
    approve_card(to_approve(SECOND), waiting, NOW)

    found = approval_queue(asking(SECOND), waiting, NOW)

    assert (found.place, found.waiting) == (None, 2)
    assert (found.previous, found.next) == (FIRST, THIRD)


def test_a_card_that_is_not_signed_is_not_among_them(waiting: FakeWork) -> None:
    found = approval_queue(asking(DRAFTED), waiting, NOW)

    assert (found.place, found.previous, found.next) == (None, THIRD, None)


def test_nobody_is_offered_their_own_cards(waiting: FakeWork) -> None:
    coordinating_adviser = an_actor(ADVISER_ID, Role.COORDINATOR, Role.ADVISER)

    found = approval_queue(asking(FIRST, coordinating_adviser), waiting, NOW)

    assert (found.waiting, found.previous, found.next) == (0, None, None)


def test_an_unknown_card_is_refused(waiting: FakeWork) -> None:
    with pytest.raises(CardNotFound):
        approval_queue(asking(UUID(int=99)), waiting, NOW)


def test_a_deputy_goes_through_them_within_the_term_only(waiting: FakeWork) -> None:
    with pytest.raises(NoValidDeputy):
        approval_queue(asking(FIRST, DEPUTY), waiting, NOW)

    appoint_deputy(to_appoint(), waiting, NOW)

    assert approval_queue(asking(FIRST, DEPUTY), waiting, NOW).waiting == 3
