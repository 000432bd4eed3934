"""Whoever has the machine lets the first administrator in."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import IssuedLink, OpenFirstAdministrator
from services.accounts.application.open_account import open_account
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools
from services.accounts.domain.refusals import AdministratorExists
from shared.kernel.command import Role


def open_first_administrator(
    command: OpenFirstAdministrator, work: UnitOfWork, now: datetime, tools: Tools
) -> IssuedLink:
    """Raise `AdministratorExists` if somebody can do it from the pages, or `LoginTaken`."""
    authorise(command)
    work.accounts.hold_all()
    if work.accounts.administrators():
        raise AdministratorExists
    roles = frozenset({Role.NODE_ADMINISTRATOR})
    return open_account(command, roles, work, now, tools.chance)
