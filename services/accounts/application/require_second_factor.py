"""An administrator says for which roles a password alone is not enough."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import RequireSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.person_history import TextChange
from services.accounts.domain.proving import Tools
from services.accounts.domain.second_factor_rule import RULES_ID


def require_second_factor(
    command: RequireSecondFactor, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Keep the day for each of the roles, and who said so."""
    authorise(command)
    del tools
    work.factor_rules.hold()
    known, day = work.factor_rules.known(), command.required_from
    changes = [
        TextChange(
            field=role,
            before=known[role].isoformat() if role in known else None,
            after=None if day is None else day.isoformat(),
        )
        for role in sorted(command.roles)
        if known.get(role) != day
    ]
    for role in command.roles:
        work.factor_rules.put(role, day)
    work.history.record(RULES_ID, changes, by=command.actor.staff_id, now=now)
