"""Somebody who forgot their password asks the administrator for a link."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.sign_in_commands import RequestReset
from services.accounts.domain.proving import Tools
from services.accounts.domain.refusals import PersonNotFound
from services.accounts.domain.staff_account import AccountState, login_of


def request_reset(command: RequestReset, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    """Let the administrators see it; nobody learns whether there is such a login."""
    authorise(command)
    del tools
    try:
        account = work.accounts.with_login(login_of(command.login))
    except PersonNotFound:
        return
    if account.state is AccountState.ACTIVE and account.reset_asked_at is None:
        account.reset_asked_at = now
        work.accounts.save(account)
