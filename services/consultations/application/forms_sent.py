"""What was typed is kept until it is sent, and not a moment longer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.unsent_form import FormKind, FormPlace
from shared.kernel.command import Command

CommandT = TypeVar("CommandT", bound=Command)
AnswerT = TypeVar("AnswerT")


def forgetting(
    use_case: Callable[[CommandT, UnitOfWork, datetime], AnswerT], form: FormKind, about: UUID
) -> Callable[[CommandT, UnitOfWork, datetime], AnswerT]:
    """Return the use case by which a form is sent: in its transaction the unsent form goes."""

    def send(command: CommandT, work: UnitOfWork, now: datetime) -> AnswerT:
        answer = use_case(command, work, now)
        work.unsent_forms.forget(
            FormPlace(written_by=command.actor.staff_id, form=form, about=about)
        )
        return answer

    return send
