"""Somebody ends one of their own sessions."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import EndSession
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools
from services.accounts.domain.refusals import SessionOver


def end_session(command: EndSession, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    """Raise `SessionOver` if it is, or if it is somebody else's."""
    authorise(command)
    del tools
    own = work.sessions.of(command.actor.staff_id, now)
    if command.session_digest not in {session.digest for session in own}:
        raise SessionOver
    work.sessions.end(command.session_digest, now)
