"""Somebody goes back to logging in with the password alone."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import SwitchOffSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import prove_again
from services.accounts.application.take_second_factor_away import take_second_factor_away
from services.accounts.domain.proving import Tools
from services.accounts.domain.refusals import SecondFactorRequired
from services.accounts.domain.second_factor_rule import required_from
from shared.kernel.clock import business_day


def switch_off_second_factor(
    command: SwitchOffSecondFactor, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Raise `WrongPassword`, `SecondFactorRequired` or `SecondFactorOff`."""
    authorise(command)
    account = prove_again(command, work, now, tools)
    needed_from = required_from(account.roles, work.factor_rules.known())
    if needed_from is not None and needed_from <= business_day(now):
        raise SecondFactorRequired
    take_second_factor_away(account, command, work, now)
