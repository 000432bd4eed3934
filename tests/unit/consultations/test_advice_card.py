from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import time, timedelta
from typing import Any
from uuid import UUID

import pytest

from services.consultations.domain.advice_card import AdviceCard, CardState
from services.consultations.domain.circumstances import Circumstances
from services.consultations.domain.refusals import (
    AdviserHasAnotherCard,
    AlreadyConfirmed,
    AnnulmentMismatch,
    ApproverIsAdviser,
    CardAlreadySigned,
    CardInFuture,
    CardNotApproved,
    CardNotReadyForApproval,
    CardNotSigned,
    ConfirmedBeforeHeld,
    ConfirmedInFuture,
    NotAdviserOnCard,
    SubjectTooShort,
)
from services.consultations.domain.session import Booking
from shared.contracts.consultations import (
    AdviceCardApproved,
    AdviceCardCorrected,
    AdviceCardDrafted,
    AdviceCardReturned,
    AdviceCardSigned,
    AdviceConfirmed,
    ConfirmationMeans,
    CorrectionReason,
    ReturnReason,
)
from tests.unit.consultations.examples import (
    ADVISER_ID,
    COLLEAGUE_ID,
    COORDINATOR_ID,
    NOW,
    PROGRAMME,
    TEXTS,
    TODAY,
    a_session,
    changed,
)
from tests.unit.consultations.test_advice import advice

CARD_ID = UUID(int=41)
USUAL = Circumstances(now=NOW, programme=PROGRAMME)
BUSY = replace(
    USUAL,
    bookings=(
        Booking(adviser_id=ADVISER_ID, card_number="8/2009/zarska", session=a_session()),
        Booking(adviser_id=COLLEAGUE_ID, card_number="9/2009/zarska", session=a_session()),
    ),
)
NEXT_DAY = TODAY + timedelta(days=1)


CARD = AdviceCard(
    id=CARD_ID,
    number="7/2009/zarska",
    programme=PROGRAMME.reference,
    drafted_at=NOW,
    advice=advice(),
    texts=TEXTS,
    version=4,
)


def a_card(state: CardState = CardState.DRAFTED, **changes: object) -> AdviceCard:
    return changed(CARD, {"state": state, **changes})


def correct(card: AdviceCard, **changes: object) -> AdviceCardCorrected:
    correction: dict[str, Any] = {
        "advice": advice(session=a_session(started_at=time(9))),
        "reason": CorrectionReason.WRONG_DATE_OR_TIME,
        "remarks": "Inna godzina.",
        "circumstances": USUAL,
        "counted": True,
        "by": COORDINATOR_ID,
    }
    correction.update(changes)
    return card.correct(**correction)


def test_a_drafted_card_tells_what_it_will_count_for() -> None:
    card = a_card(version=0)

    drafted = card.draft(USUAL, by=ADVISER_ID)

    assert drafted == AdviceCardDrafted(
        occurred_at=NOW,
        subject_version=1,
        card_id=CARD_ID,
        card_number="7/2009/zarska",
        **advice().counted(),
    )
    assert (card.state, card.version) == (CardState.DRAFTED, 1)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"advice": advice(adviser_ids=(COLLEAGUE_ID,))}, NotAdviserOnCard),
        ({"advice": advice(session=a_session(held_on=NEXT_DAY))}, CardInFuture),
        ({"texts": replace(TEXTS, subject="")}, SubjectTooShort),
    ],
)
def test_a_card_that_is_not_allowed_is_not_drafted(
    changes: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        changed(CARD, changes).draft(USUAL, by=ADVISER_ID)


def test_a_card_is_not_drafted_in_the_time_of_another() -> None:
    with pytest.raises(AdviserHasAnotherCard):
        a_card().draft(BUSY, by=ADVISER_ID)


@pytest.mark.parametrize("state", [CardState.DRAFTED, CardState.RETURNED])
def test_a_card_that_is_not_signed_can_be_changed(state: CardState) -> None:
    card = a_card(state)
    other = advice(form_of_contact="telephone", adviser_ids=(COLLEAGUE_ID, ADVISER_ID))
    texts = replace(TEXTS, agreed_steps="Brak.")

    changed = card.change(other, texts, USUAL, by=ADVISER_ID)

    assert (card.advice, card.texts, card.state) == (other, texts, state)
    assert (changed.form_of_contact, changed.subject_version) == ("telephone", 5)


@pytest.mark.parametrize("state", [CardState.DOCUMENTED, CardState.APPROVED])
def test_a_signed_card_is_neither_changed_nor_signed(state: CardState) -> None:
    card = a_card(state)

    with pytest.raises(CardAlreadySigned):
        card.change(advice(), TEXTS, USUAL, by=ADVISER_ID)
    with pytest.raises(CardAlreadySigned):
        card.sign(by=ADVISER_ID, now=NOW)


def test_only_an_adviser_of_the_card_changes_it() -> None:
    card = a_card()

    with pytest.raises(NotAdviserOnCard):
        card.change(advice(adviser_ids=(COLLEAGUE_ID,)), TEXTS, USUAL, by=COLLEAGUE_ID)


def test_an_adviser_does_not_change_a_card_into_one_of_others() -> None:
    card = a_card()

    with pytest.raises(NotAdviserOnCard):
        card.change(advice(adviser_ids=(COLLEAGUE_ID,)), TEXTS, USUAL, by=ADVISER_ID)


def test_a_refused_change_leaves_the_card_as_it_was() -> None:
    card = a_card()
    before = dict(vars(card))

    with pytest.raises(AdviserHasAnotherCard):
        card.change(advice(form_of_contact="telephone"), TEXTS, BUSY, by=ADVISER_ID)

    assert vars(card) == before


@pytest.mark.parametrize("state", [CardState.DRAFTED, CardState.RETURNED])
def test_an_adviser_signs_a_card(state: CardState) -> None:
    card = a_card(state)

    signed = card.sign(by=ADVISER_ID, now=NOW)

    assert card.state is CardState.DOCUMENTED
    assert signed == AdviceCardSigned(
        occurred_at=NOW,
        subject_version=5,
        card_id=CARD_ID,
        card_number="7/2009/zarska",
        signed_by=ADVISER_ID,
        signed_on=TODAY,
    )


def test_a_card_is_signed_on_the_day_of_the_centre() -> None:
    card = a_card()
    half_past_midnight_in_warsaw = NOW.replace(hour=22, minute=30)

    signed = card.sign(by=ADVISER_ID, now=half_past_midnight_in_warsaw)

    assert signed.signed_on == NEXT_DAY


def test_nobody_else_signs_an_advisers_card() -> None:
    with pytest.raises(NotAdviserOnCard):
        a_card().sign(by=COLLEAGUE_ID, now=NOW)


def test_a_signed_card_is_returned_with_a_reason() -> None:
    card = a_card(CardState.DOCUMENTED)

    returned = card.return_(ReturnReason.INCOMPLETE, "Brak ustaleń.", by=COORDINATOR_ID, now=NOW)

    assert card.state is CardState.RETURNED
    assert card.last_return is not None
    assert card.last_return.remarks == "Brak ustaleń."
    assert returned == AdviceCardReturned(
        occurred_at=NOW,
        subject_version=5,
        card_id=CARD_ID,
        card_number="7/2009/zarska",
        returned_by=COORDINATOR_ID,
        reason=ReturnReason.INCOMPLETE,
    )


def test_an_approved_card_counts() -> None:
    card = a_card(CardState.DOCUMENTED)

    approved = card.approve(by=COORDINATOR_ID, now=NOW)

    assert (card.state, card.approved_by) == (CardState.APPROVED, COORDINATOR_ID)
    assert approved == AdviceCardApproved(
        occurred_at=NOW,
        subject_version=5,
        card_id=CARD_ID,
        card_number="7/2009/zarska",
        approved_by=COORDINATOR_ID,
        **advice().counted(),
    )


@pytest.mark.parametrize("state", [CardState.DRAFTED, CardState.RETURNED, CardState.APPROVED])
def test_only_a_signed_card_is_decided_on(state: CardState) -> None:
    card = a_card(state)

    with pytest.raises(CardNotReadyForApproval):
        card.approve(by=COORDINATOR_ID, now=NOW)
    with pytest.raises(CardNotReadyForApproval):
        card.return_(ReturnReason.OTHER, "", by=COORDINATOR_ID, now=NOW)


@pytest.mark.parametrize(
    "decide",
    [
        lambda card: card.approve(by=COLLEAGUE_ID, now=NOW),
        lambda card: card.return_(ReturnReason.OTHER, "", by=COLLEAGUE_ID, now=NOW),
    ],
    ids=["approve", "return"],
)
def test_no_adviser_of_a_card_decides_on_it(decide: Callable[[AdviceCard], object]) -> None:
    card = a_card(CardState.DOCUMENTED, advice=advice(adviser_ids=(ADVISER_ID, COLLEAGUE_ID)))

    with pytest.raises(ApproverIsAdviser):
        decide(card)

    assert card.state is CardState.DOCUMENTED


def test_a_correction_replaces_what_an_approved_card_counts_for() -> None:
    card = a_card(CardState.APPROVED)
    right = advice(session=a_session(started_at=time(9)))

    corrected = correct(card)

    assert (card.advice, card.state) == (right, CardState.APPROVED)
    assert corrected == AdviceCardCorrected(
        occurred_at=NOW,
        subject_version=5,
        card_id=CARD_ID,
        card_number="7/2009/zarska",
        corrected_by=COORDINATOR_ID,
        correction_number=1,
        reason=CorrectionReason.WRONG_DATE_OR_TIME,
        counted=True,
        **right.counted(),
    )


def test_an_annulled_card_can_be_corrected_back() -> None:
    card = a_card(CardState.APPROVED)

    annulled = correct(card, reason=CorrectionReason.ANNULLED, counted=False, circumstances=BUSY)
    counted_again = correct(card, reason=CorrectionReason.OTHER)

    assert (annulled.counted, annulled.correction_number) == (False, 1)
    assert (counted_again.counted, counted_again.correction_number) == (True, 2)
    assert [entry.number for entry in card.corrections] == [1, 2]
    assert card.counted


def test_an_annulled_card_is_not_corrected_back_into_taken_time() -> None:
    card = a_card(CardState.APPROVED, counted=False)

    with pytest.raises(AdviserHasAnotherCard):
        correct(card, circumstances=BUSY)

    assert (card.counted, card.corrections, card.version) == (False, (), 4)


@pytest.mark.parametrize("state", [CardState.DRAFTED, CardState.DOCUMENTED, CardState.RETURNED])
def test_a_card_is_corrected_only_from_approval_on(state: CardState) -> None:
    with pytest.raises(CardNotApproved):
        correct(a_card(state))


@pytest.mark.parametrize("by", [ADVISER_ID, COLLEAGUE_ID])
def test_a_corrector_is_no_adviser_before_or_after(by: UUID) -> None:
    with pytest.raises(ApproverIsAdviser):
        correct(a_card(CardState.APPROVED), by=by, advice=advice(adviser_ids=(COLLEAGUE_ID,)))


@pytest.mark.parametrize(
    ("reason", "counted"),
    [(CorrectionReason.ANNULLED, True), (CorrectionReason.WRONG_CLIENT, False)],
)
def test_a_card_stops_counting_by_an_annulment_only(
    reason: CorrectionReason,
    counted: bool,  # noqa: FBT001 - a case's value
) -> None:
    with pytest.raises(AnnulmentMismatch):
        correct(a_card(CardState.APPROVED), reason=reason, counted=counted)


@pytest.mark.parametrize("state", [CardState.DOCUMENTED, CardState.APPROVED])
def test_a_client_confirms_a_signed_card(state: CardState) -> None:
    card = a_card(state)

    confirmed = card.confirm(TODAY, ConfirmationMeans.PAPER, now=NOW)

    assert card.state is state
    assert confirmed == AdviceConfirmed(
        occurred_at=NOW,
        subject_version=5,
        card_id=CARD_ID,
        card_number="7/2009/zarska",
        confirmed_on=TODAY,
        means=ConfirmationMeans.PAPER,
    )


@pytest.mark.parametrize("state", [CardState.DRAFTED, CardState.RETURNED])
def test_a_card_that_may_still_change_is_not_confirmed(state: CardState) -> None:
    with pytest.raises(CardNotSigned):
        a_card(state).confirm(TODAY, ConfirmationMeans.PAPER, now=NOW)


def test_a_card_is_confirmed_once() -> None:
    card = a_card(CardState.DOCUMENTED)
    card.confirm(TODAY, ConfirmationMeans.PAPER, now=NOW)

    with pytest.raises(AlreadyConfirmed) as refusal:
        card.confirm(TODAY, ConfirmationMeans.CODE, now=NOW)

    assert refusal.value.args == ("7/2009/zarska", "2009-07-07")


@pytest.mark.parametrize(("days", "refusal"), [(-1, ConfirmedBeforeHeld), (1, ConfirmedInFuture)])
def test_a_card_is_confirmed_from_its_day_until_today(days: int, refusal: type[Exception]) -> None:
    card = a_card(CardState.DOCUMENTED)

    with pytest.raises(refusal):
        card.confirm(TODAY + timedelta(days=days), ConfirmationMeans.PAPER, now=NOW)
