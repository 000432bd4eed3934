"""Which link a person needs now, made for somebody to hand it over."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.commands import IssuedLink
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.one_time_link import LinkPurpose, new_link
from services.accounts.domain.proving import Chance
from services.accounts.domain.staff_account import AccountState, StaffAccount


def hand_over_link(
    account: StaffAccount, work: UnitOfWork, now: datetime, chance: Chance
) -> IssuedLink:
    """Make a link to choose the first password or, once there is one, another."""
    invited = account.state is AccountState.INVITED
    purpose = LinkPurpose.INVITATION if invited else LinkPurpose.RESET
    token = chance.token()
    link = new_link(token, purpose, account.id, now)
    work.links.add(link)
    return IssuedLink(purpose=purpose, token=token, expires_at=link.expires_at)
