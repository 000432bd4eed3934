"""A person who is logged in was there just now."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.sign_in_commands import NoteSeen
from services.accounts.domain.proving import Tools, digest_of


def note_seen(command: NoteSeen, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    authorise(command)
    del tools
    work.sessions.see(digest_of(command.session), now)
