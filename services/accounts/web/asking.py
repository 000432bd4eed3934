"""How a form asks: through the schemas of requests and the use cases (R14, R20, R21)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flask import request

from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools
from services.accounts.web.desk import carry_out, said
from services.accounts.web.sign_in import known_device
from shared.kernel.command import Command
from shared.web.forms import Form
from shared.web.guarding import person

if TYPE_CHECKING:
    from shared.wire.request_schemas import RequestSchema

CommandT = TypeVar("CommandT", bound=Command)
AnswerT = TypeVar("AnswerT")
UseCase = Callable[[CommandT, UnitOfWork, datetime, Tools], AnswerT]

AGAIN = "again"
"""The field in which a new password is typed a second time; nobody else is told of it."""


def done(
    form: Form,
    schema: RequestSchema,
    use_case: UseCase[CommandT, None],
    asked: Mapping[str, Any],
) -> bool:
    """Carry out what a form asks for; say no with what to put right in the form."""

    def ask() -> bool:
        command: CommandT = schema.load(asked)
        carry_out(command, use_case)
        return True

    return form.attempt(ask, said) or False


def answered(
    form: Form,
    schema: RequestSchema,
    use_case: UseCase[CommandT, AnswerT],
    asked: Mapping[str, Any],
) -> AnswerT | None:
    """Return what the use case answers, or `None` with what to put right in the form."""

    def ask() -> AnswerT:
        command: CommandT = schema.load(asked)
        return carry_out(command, use_case)

    return form.attempt(ask, said)


def of_person(form: Form, **members: object) -> dict[str, Any]:
    """Return the request of whoever is logged in."""
    return _without_again(form.command(person().actor, **members))


def of_person_here(form: Form, **members: object) -> dict[str, Any]:
    """Return the same from this very browser, for what could be used for guessing."""
    here = {"address": request.remote_addr or "", "device": known_device()}
    return of_person(form, **here, **members)


def of_nobody(form: Form, **members: object) -> dict[str, Any]:
    """Return the request of somebody who is not known yet."""
    return _without_again({**form.values, "command_id": form.command_id, **members})


def _without_again(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name != AGAIN}
