"""How a command is carried out and a question answered, whoever brings it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar, cast

from services.accounts.application.api_token_commands import (
    NoteTokenUsed,
    TokenHolder,
    UseApiToken,
)
from services.accounts.application.commands import without_secrets
from services.accounts.application.note_seen import note_seen
from services.accounts.application.note_token_used import note_token_used
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import Guarded, count_attempt
from services.accounts.application.renew import renew
from services.accounts.application.sign_in_commands import (
    NOBODY,
    ConfirmSecondFactor,
    LogIn,
    LogOut,
    NoteSeen,
    Renew,
    SignedIn,
)
from services.accounts.application.use_api_token import use_api_token
from services.accounts.domain.refusals import AlreadyCarriedOut
from services.accounts.storage import unit_of_work as units
from services.accounts.storage.tools import Tools
from services.accounts.storage.unit_of_work import StoredWork
from shared.database import Database
from shared.kernel.command import Command
from shared.messaging.commands import answered

CommandT = TypeVar("CommandT", bound=Command)
AnswerT = TypeVar("AnswerT")

_EACH_TIME = (LogIn, ConfirmSecondFactor, NoteSeen, LogOut, NoteTokenUsed)
"""What is done again when it is asked again: a session more or a session less harms nobody."""


@dataclass(frozen=True)
class ToldOnce:
    """What is remembered of an answer with a secret in it: that there was one."""

    told_once: bool = True


def perform(  # noqa: PLR0913, PLR0917 - where, in whose name, what, how, when, with what
    database: Database,
    source: str,
    command: CommandT,
    use_case: Callable[[CommandT, UnitOfWork, datetime, Tools], AnswerT],
    now: datetime,
    tools: Tools,
) -> AnswerT:
    """Carry a command out in one transaction, once, and return its answer.

    What proves who somebody is is counted before, in a transaction of its own. Asked again with the
    same id, a command that answers nothing does nothing; one that answered raises
    `AlreadyCarriedOut`, because what it told is not kept.

    Raises what the use case refuses, `TooManyAttempts`, `CommandIdReused`, and `StaleRecord` if
    somebody else was faster: then reading and asking again is right.
    """
    if isinstance(command, Guarded):
        with units.unit_of_work(database, source, tools.safe) as work:
            count_attempt(command, work, now)
    if isinstance(command, _EACH_TIME):
        with units.unit_of_work(database, source, tools.safe) as work:
            return use_case(command, work, now, tools)
    answers: list[AnswerT] = []

    def attempt() -> dict[str, Any]:
        answers.clear()
        with units.unit_of_work(database, source, tools.safe) as work:
            return work.commands.once(without_secrets(command), lambda: carry_out(work))

    def carry_out(work: StoredWork) -> ToldOnce | None:
        answers.append(use_case(command, work, now, tools))
        return None if answers[0] is None else ToldOnce()

    remembered = answered(attempt)
    if answers:
        return answers[0]
    if remembered:
        raise AlreadyCarriedOut(command.command_id)
    # It was carried out before, and answered nothing.
    return cast("AnswerT", None)


def snapshot(database: Database, source: str, tools: Tools) -> AbstractContextManager[StoredWork]:
    """Open the records for questions, at one moment."""
    return units.snapshot(database, source, tools.safe)


def renew_session(
    database: Database, source: str, query: Renew, now: datetime, tools: Tools
) -> SignedIn:
    """Return who is logged in, and keep that they are there; raise `SessionOver`."""
    with snapshot(database, source, tools) as records:
        signed_in = renew(query, records, now)
    if signed_in.is_to_be_seen:
        seen = NoteSeen(command_id=tools.chance.new_id(), actor=NOBODY, session=query.session)
        perform(database, source, seen, note_seen, now, tools)
    return signed_in


def holder_of(
    database: Database, source: str, query: UseApiToken, now: datetime, tools: Tools
) -> TokenHolder:
    """Return who asks by a token, and keep that it is used; raise `ApiTokenNotValid`."""
    with snapshot(database, source, tools) as records:
        holder = use_api_token(query, records, now)
    if holder.is_to_be_seen:
        used = NoteTokenUsed(command_id=tools.chance.new_id(), token_id=holder.token_id)
        perform(database, source, used, note_token_used, now, tools)
    return holder
