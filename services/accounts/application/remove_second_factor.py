"""An administrator helps somebody who lost telephone and paper."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import RemoveSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.take_second_factor_away import take_second_factor_away
from services.accounts.domain.proving import Tools


def remove_second_factor(
    command: RemoveSecondFactor, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Raise `PersonNotFound` or `SecondFactorOff`."""
    authorise(command)
    del tools
    take_second_factor_away(work.accounts.get(command.staff_id), command, work, now)
