"""An administrator gives somebody an account."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import InvitePerson, IssuedLink
from services.accounts.application.open_account import open_account
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools


def invite_person(
    command: InvitePerson, work: UnitOfWork, now: datetime, tools: Tools
) -> IssuedLink:
    """Raise `NoRole`, `AlreadyInvited` or `LoginTaken`."""
    authorise(command)
    return open_account(command, command.roles, work, now, tools.chance)
