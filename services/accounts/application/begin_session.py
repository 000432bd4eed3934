"""What both ways of logging in end with: a session, in a browser that is known from now on."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.accounts.application.ports import UnitOfWork
from services.accounts.application.sign_in_commands import ConfirmSecondFactor, LoggedIn, LogIn
from services.accounts.domain.proving import Chance, digest_of
from services.accounts.domain.session import Session


def begin_session(
    staff_id: UUID,
    command: LogIn | ConfirmSecondFactor,
    work: UnitOfWork,
    now: datetime,
    chance: Chance,
) -> LoggedIn:
    """Begin a session of somebody who has proved who they are."""
    session_id = chance.token()
    session = Session(
        digest=digest_of(session_id),
        staff_id=staff_id,
        started_at=now,
        last_seen_at=now,
        address=command.address,
    )
    work.sessions.add(session)
    device = None
    if command.device is None or not work.devices.knows(digest_of(command.device), staff_id, now):
        device = chance.token()
        work.devices.add(digest_of(device), staff_id, now)
    return LoggedIn(session=session_id, device=device, expires_at=session.expires_at)
