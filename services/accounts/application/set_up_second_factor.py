"""Somebody begins to use a second factor."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import SecondFactorSetUp, SetUpSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import prove_again
from services.accounts.domain.proving import Tools
from services.accounts.domain.refusals import SecondFactorOn
from services.accounts.domain.second_factor import SecondFactor


def set_up_second_factor(
    command: SetUpSecondFactor, work: UnitOfWork, now: datetime, tools: Tools
) -> SecondFactorSetUp:
    """Return a new secret; it asks for nothing until a code of it was shown.

    Raises `WrongPassword` or `SecondFactorOn`.
    """
    authorise(command)
    account = prove_again(command, work, now, tools)
    if work.second_factors.is_on(account.id):
        raise SecondFactorOn
    work.second_factors.remove(account.id)
    secret = tools.moment_codes.new_secret()
    work.second_factors.save(SecondFactor(staff_id=account.id, secret=secret))
    return SecondFactorSetUp(
        secret=secret, address=tools.moment_codes.address(secret, account.login)
    )
