"""A token is used just now."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.api_token_commands import NoteTokenUsed
from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools


def note_token_used(command: NoteTokenUsed, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    authorise(command)
    del tools
    work.api_tokens.see(command.token_id, now)
