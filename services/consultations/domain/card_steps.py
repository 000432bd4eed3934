"""What a person can do next with a card, as the rules of cards stand; roles are not asked here."""

from __future__ import annotations

from enum import StrEnum
from uuid import UUID

from services.consultations.domain.advice_card import AdviceCard, CardState


class CardStep(StrEnum):
    """One thing that can be done with a card."""

    CHANGE = "change"
    SIGN = "sign"
    APPROVE = "approve"
    RETURN = "return"
    CONFIRM = "confirm"
    CORRECT = "correct"


_BY_ADVISERS = {
    CardState.DRAFTED: (CardStep.CHANGE, CardStep.SIGN),
    CardState.RETURNED: (CardStep.CHANGE, CardStep.SIGN),
}
_BY_OTHERS = {
    CardState.DOCUMENTED: (CardStep.APPROVE, CardStep.RETURN),
    CardState.APPROVED: (CardStep.CORRECT,),
}


def steps_of(card: AdviceCard, person: UUID) -> frozenset[CardStep]:
    """Return what the card would not refuse the person because of its state or of who is on it."""
    table = _BY_ADVISERS if person in card.advice.adviser_ids else _BY_OTHERS
    steps = set(table.get(card.state, ()))
    signed = card.state in {CardState.DOCUMENTED, CardState.APPROVED}
    if signed and card.confirmation is None:
        steps.add(CardStep.CONFIRM)
    return frozenset(steps)
