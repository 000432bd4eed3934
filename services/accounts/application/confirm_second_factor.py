"""Somebody whose password was right shows a code as well."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.begin_session import begin_session
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import forget_attempts
from services.accounts.application.sign_in_commands import ConfirmSecondFactor, LoggedIn
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.proving import Tools, digest_of


def confirm_second_factor(
    command: ConfirmSecondFactor, work: UnitOfWork, now: datetime, tools: Tools
) -> LoggedIn:
    """Raise `LinkNotValid` if the ticket is used or too old, `WrongCode` for any other code."""
    authorise(command)
    ticket = work.links.get(digest_of(command.ticket), LinkPurpose.SECOND_STEP)
    ticket.use(now)
    factor = work.second_factors.get(ticket.staff_id)
    factor.accept(command.code, tools.moment_codes, now)
    work.second_factors.save(factor)
    forget_attempts(command, work, now)
    work.links.save(ticket)
    return begin_session(ticket.staff_id, command, work, now, tools.chance)
