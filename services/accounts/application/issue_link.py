"""An administrator makes a new link for somebody whose old one is lost, or who forgot."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import IssuedLink, IssueLink
from services.accounts.application.hand_over_link import hand_over_link
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools
from services.accounts.domain.refusals import PersonDeactivatedBefore
from services.accounts.domain.staff_account import AccountState


def issue_link(command: IssueLink, work: UnitOfWork, now: datetime, tools: Tools) -> IssuedLink:
    """Raise `PersonNotFound`, or `PersonDeactivatedBefore`: no link gives access back."""
    authorise(command)
    account = work.accounts.get(command.staff_id)
    if account.state is AccountState.DEACTIVATED:
        raise PersonDeactivatedBefore(account.full_name)
    return hand_over_link(account, work, now, tools.chance)
