"""An administrator gives access again to somebody who was deactivated."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import ReactivatePerson
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools


def reactivate_person(
    command: ReactivatePerson, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Raise `PersonErased` or `PersonNotDeactivated`."""
    authorise(command)
    del tools
    account = work.accounts.get(command.staff_id)
    reactivated = account.reactivate(command.actor.staff_id, now)
    work.accounts.save(account)
    work.journal.append(reactivated, caused_by=command)
