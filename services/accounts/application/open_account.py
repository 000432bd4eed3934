"""What both ways to get an account have in common."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.commands import InvitePerson, IssuedLink, OpenFirstAdministrator
from services.accounts.application.hand_over_link import hand_over_link
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.person_history import text_changes
from services.accounts.domain.proving import Chance
from services.accounts.domain.staff_account import StaffAccount, login_of
from shared.kernel.command import Role


def open_account(
    command: InvitePerson | OpenFirstAdministrator,
    roles: frozenset[Role],
    work: UnitOfWork,
    now: datetime,
    chance: Chance,
) -> IssuedLink:
    """Open an account and return the invitation; raise `NoRole`, `AlreadyInvited`, `LoginTaken`."""
    account = StaffAccount(
        id=command.staff_id,
        login=login_of(command.login),
        full_name=command.full_name,
        roles=roles,
        invited_at=now,
    )
    invited = account.invite(command.actor.staff_id, now)
    work.accounts.add(account)
    words = text_changes({}, {"full_name": account.full_name, "login": account.login})
    work.history.record(account.id, words, by=command.actor.staff_id, now=now)
    work.journal.append(invited, caused_by=command)
    return hand_over_link(account, work, now, chance)
