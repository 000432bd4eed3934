"""What programmes ask about recipients, and which answers they know.

Each dictionary comes from the programme and has its own entry for "refuses to tell": an answer is
never forced out of anybody, but neither is a question skipped in silence (domain.md 6).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from services.consultations.domain.refusals import (
    QuestionForPersonsOnly,
    RecipientAnswerMissing,
    UnknownRecipientCode,
)
from shared.contracts.consultations import ClientKind, Recipient
from shared.contracts.programme import Programme

QUESTIONS = tuple(question.name for question in fields(Recipient))
ASKED_OF_PERSONS_ONLY = frozenset({"sex", "age_band", "status"})


def refuse_wrong_answers(
    kind: ClientKind, recipient: Recipient, programmes: Sequence[Programme]
) -> None:
    """Raise unless the answers fit the client and the programmes known at the node.

    An answer is good if one of the programmes knows it; a person answers every question that one of
    them asks. An organisation or a group may say only its gmina.
    """
    is_person = kind is ClientKind.INDIVIDUAL
    for question in QUESTIONS:
        answer: str | None = getattr(recipient, question)
        known = {code for programme in programmes for code in codes_of(programme, question)}
        if answer is None:
            if is_person and known:
                raise RecipientAnswerMissing(question)
        elif not is_person and question in ASKED_OF_PERSONS_ONLY:
            raise QuestionForPersonsOnly(question)
        elif answer not in known:
            raise UnknownRecipientCode(question, answer)


def answers_for(programme: Programme, recipient: Recipient) -> Recipient:
    """Return the answers to what this programme asks, and no others.

    An answer that was given for another programme and means nothing in this one is `None`.
    """
    answers: dict[str, str | None] = {
        question: getattr(recipient, question) for question in QUESTIONS
    }
    return Recipient(
        **{
            question: answer if answer in codes_of(programme, question) else None
            for question, answer in answers.items()
        }
    )


def codes_of(programme: Programme, question: str) -> frozenset[str]:
    """Return the codes of a question's dictionary; there are none where it is not asked."""
    return frozenset(entry.code for entry in getattr(programme.recipient_questions, question))
