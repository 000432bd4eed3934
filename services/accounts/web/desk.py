"""What the pages of accounts work with, and how they have a command carried out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Final, TypeVar

from flask import current_app
from flask_babel import gettext

from services.accounts.application.ports import Records
from services.accounts.sentences import sentence
from services.accounts.storage.performing import perform, snapshot
from services.accounts.storage.unit_of_work import rehearsal
from shared.kernel.command import Command, Refusal
from shared.workplace.batches import tried

if TYPE_CHECKING:
    from services.accounts.application.ports import UnitOfWork
    from services.accounts.storage.tools import Tools
    from services.accounts.web.start import Fragment
    from shared.database import Database
    from shared.kernel.clock import Clock
    from shared.web.identity import TokenSigner

CommandT = TypeVar("CommandT", bound=Command)
AnswerT = TypeVar("AnswerT")

DESK: Final = "owss_accounts"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One node's accounts. `clock` is the real one, also where business time is played."""

    database: Database
    source: str
    clock: Clock
    tools: Tools
    signer: TokenSigner
    https: bool
    fragments: Callable[[str, str], Sequence[Fragment]]
    unacknowledged_since: Callable[[], datetime | None]


def desk() -> Desk:
    """Return what the application of this request works with."""
    found: Desk = current_app.extensions[DESK]
    return found


def carry_out(
    command: CommandT,
    use_case: Callable[[CommandT, UnitOfWork, datetime, Tools], AnswerT],
) -> AnswerT:
    """Carry a command out, now; raise what is refused."""
    at = desk()
    return perform(at.database, at.source, command, use_case, at.clock.now(), at.tools)


def rehearse(
    commands: Sequence[CommandT],
    use_case: Callable[[CommandT, UnitOfWork, datetime, Tools], object],
) -> list[Refusal | None]:
    """Return what each would be refused by if all were done now, in order; nothing is kept."""
    at = desk()
    now = at.clock.now()
    with rehearsal(at.database, at.source, at.tools.safe) as (work, point):
        return tried(
            [partial(use_case, command, work, now, at.tools) for command in commands], point
        )


def look(question: Callable[[Records, datetime], AnswerT]) -> AnswerT:
    """Answer a question, or several at one moment."""
    at = desk()
    with snapshot(at.database, at.source, at.tools) as records:
        return question(records, at.clock.now())


def said(refusal: Refusal) -> str:
    """Return a refusal in the language of the page."""
    return sentence(refusal, gettext)
