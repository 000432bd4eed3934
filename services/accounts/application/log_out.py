"""Somebody logs out."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.sign_in_commands import LogOut
from services.accounts.domain.proving import Tools, digest_of


def log_out(command: LogOut, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    authorise(command)
    del tools
    work.sessions.end(digest_of(command.session), now)
