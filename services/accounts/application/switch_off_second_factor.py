"""Somebody goes back to logging in with the password alone."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import SwitchOffSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import prove_again
from services.accounts.application.take_second_factor_away import take_second_factor_away
from services.accounts.domain.proving import Tools


def switch_off_second_factor(
    command: SwitchOffSecondFactor, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Raise `WrongPassword` or `SecondFactorOff`."""
    authorise(command)
    account = prove_again(command, work, now, tools)
    take_second_factor_away(account, command, work, now)
