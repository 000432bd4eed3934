"""Somebody logs in with login and password."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.begin_session import begin_session
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import forget_attempts
from services.accounts.application.sign_in_commands import LoggedIn, LogIn
from services.accounts.domain.one_time_link import LinkPurpose, new_link
from services.accounts.domain.proving import Passwords, Tools
from services.accounts.domain.refusals import PersonNotFound, WrongCredentials
from services.accounts.domain.staff_account import StaffAccount, login_of


def log_in(command: LogIn, work: UnitOfWork, now: datetime, tools: Tools) -> LoggedIn:
    """Raise `WrongCredentials`; it says as little, and takes as long, whatever is wrong."""
    authorise(command)
    account = _admitted(command, work, tools.passwords)
    forget_attempts(command, work, now)
    if account.harden(command.password, tools.passwords):
        work.accounts.save(account)
    if not work.second_factors.is_on(account.id):
        return begin_session(account.id, command, work, now, tools.chance)
    ticket = tools.chance.token()
    link = new_link(ticket, LinkPurpose.SECOND_STEP, account.id, now)
    work.links.add(link)
    return LoggedIn(ticket=ticket, expires_at=link.expires_at)


def _admitted(command: LogIn, work: UnitOfWork, passwords: Passwords) -> StaffAccount:
    try:
        account = work.accounts.with_login(login_of(command.login))
    except PersonNotFound:
        passwords.matches(None, command.password)
        raise WrongCredentials from None
    if not account.admits(command.password, passwords):
        raise WrongCredentials
    return account
