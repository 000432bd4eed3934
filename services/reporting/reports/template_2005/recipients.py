"""Part I, point 3: recipients who are persons, by what the programme asks about them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import Unit, not_applicable
from services.reporting.reports.disclosure import protected
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from services.reporting.reports.template_2005.counting import UNIQUE
from shared.contracts.consultations import ClientKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reporting.reports.template_2005.counting import Counting
    from shared.contracts.programme import Entry, Programme
    from shared.kernel.period import Period


_QUESTIONS: Final = {
    "sex": "płeć",
    "age_band": "wiek",
    "gmina": "miejsce zamieszkania",
    "status": "status",
}
"""The filter of each question, and the form's word for it."""


def recipient_tables(programme: Programme, period: Period, counting: Counting) -> tuple[Table, ...]:
    """Return a table for each question; one that says "nie dotyczy" for those not asked."""
    answers: dict[str, tuple[Entry, ...]] = {
        question: getattr(programme.recipient_questions, question) for question in _QUESTIONS
    }
    asked = [question for question in _QUESTIONS if answers[question]]
    not_asked = [question for question in _QUESTIONS if not answers[question]]
    return (
        *(_by(question, answers[question], period, counting) for question in asked),
        *([_not_asked(not_asked)] if not_asked else []),
    )


def _by(question: str, answers: tuple[Entry, ...], period: Period, counting: Counting) -> Table:
    persons = {"client_kind": ClientKind.INDIVIDUAL.value}
    counted = [
        counting.cell(UNIQUE, period, {**persons, question: answer.code}) for answer in answers
    ]
    total = counting.cell(UNIQUE, period, persons)
    answered = sum(int(cell.value or 0) for cell in counted)
    shown = protected(counted)
    notes = counting.note_on((*shown, total))
    if answered != int(total.value or 0):
        notes = (*notes, "Nie o każdej osobie zapisano odpowiedź albo odpowiedź się zmieniała.")
    return Table(
        title=f"Odbiorcy (osoby fizyczne): {_QUESTIONS[question]}",
        columns=_columns(_QUESTIONS[question]),
        rows=(
            *(Row((answer.label, cell)) for answer, cell in zip(answers, shown, strict=True)),
            Row((wording.TOTAL, total), is_total=True),
        ),
        notes=notes,
    )


def _not_asked(questions: Sequence[str]) -> Table:
    return Table(
        title="Cechy odbiorców, o które program nie pyta",
        columns=_columns("Cecha"),
        rows=tuple(
            Row((_QUESTIONS[question], not_applicable(Unit.COUNT))) for question in questions
        ),
    )


def _columns(heading: str) -> tuple[Column, ...]:
    return (Column(heading[:1].upper() + heading[1:], 40), Column("Liczba osób", 16, numeric=True))
