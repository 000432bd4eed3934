"""What programmes ask about a recipient, as choices of a form and as words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from services.consultations.domain.recipients import ASKED_OF_PERSONS_ONLY, QUESTIONS
from shared.contracts.consultations import Recipient
from shared.contracts.programme import Programme

Choices = Mapping[str, Sequence[tuple[str, str]]]
"""By question: pairs of a code and its words; a question that nobody asks has none."""


def offered_answers(programmes: Iterable[Programme]) -> Choices:
    """Return the answers that one of the programmes knows, each once."""
    known = tuple(programmes)
    return {
        question: tuple(
            {
                entry.code: entry.label
                for programme in known
                for entry in getattr(programme.recipient_questions, question)
            }.items()
        )
        for question in QUESTIONS
    }


def labels_of_answers(programmes: Iterable[Programme], recipient: Recipient) -> Mapping[str, str]:
    """Return the words for what was answered; an old code without words stands for itself."""
    offered = offered_answers(programmes)
    return {
        question: dict(offered[question]).get(code, code)
        for question, code in asdict(recipient).items()
        if code is not None
    }


def asked_of_persons_only() -> frozenset[str]:
    """Return the questions that organisations and groups leave open."""
    return ASKED_OF_PERSONS_ONLY
