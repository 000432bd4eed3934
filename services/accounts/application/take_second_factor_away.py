"""What switching off the own second factor and removing another person's have in common."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.refusals import SecondFactorOff
from services.accounts.domain.staff_account import StaffAccount
from shared.kernel.command import Command


def take_second_factor_away(
    account: StaffAccount, command: Command, work: UnitOfWork, now: datetime
) -> None:
    """Forget secret, codes and open tickets; raise `SecondFactorOff` if there is none."""
    if not work.second_factors.is_on(account.id):
        raise SecondFactorOff(account.full_name)
    work.second_factors.remove(account.id)
    work.links.cancel(account.id)
    switched = account.switch_second_factor(command.actor.staff_id, now, switched_on=False)
    work.accounts.save(account)
    work.journal.append(switched, caused_by=command)
