"""Somebody gets new codes for paper."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import RecoveryCodes, RenewRecoveryCodes
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import prove_again
from services.accounts.domain.proving import Tools


def renew_recovery_codes(
    command: RenewRecoveryCodes, work: UnitOfWork, now: datetime, tools: Tools
) -> RecoveryCodes:
    """Raise `WrongPassword` or `SecondFactorNotSetUp`."""
    authorise(command)
    account = prove_again(command, work, now, tools)
    factor = work.second_factors.get(account.id)
    codes = factor.renew_recovery_codes(tools.chance)
    work.second_factors.save(factor)
    return RecoveryCodes(codes=codes)
