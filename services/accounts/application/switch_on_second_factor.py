"""Somebody shows that their application has the secret: from now on codes are asked for."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import RecoveryCodes, SwitchOnSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import forget_attempts
from services.accounts.domain.proving import Tools


def switch_on_second_factor(
    command: SwitchOnSecondFactor, work: UnitOfWork, now: datetime, tools: Tools
) -> RecoveryCodes:
    """Return the codes for paper; raise `SecondFactorNotSetUp`, `SecondFactorOn` or `WrongCode`."""
    authorise(command)
    account = work.accounts.get(command.actor.staff_id)
    factor = work.second_factors.get(account.id)
    factor.switch_on(command.code, tools.moment_codes, now)
    codes = factor.renew_recovery_codes(tools.chance)
    work.second_factors.save(factor)
    forget_attempts(command, work, now)
    switched = account.switch_second_factor(account.id, now, switched_on=True)
    work.accounts.save(account)
    work.journal.append(switched, caused_by=command)
    return RecoveryCodes(codes=codes)
