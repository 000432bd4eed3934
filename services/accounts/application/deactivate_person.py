"""An administrator ends somebody's access; what they did stays as it is."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import DeactivatePerson
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools


def deactivate_person(
    command: DeactivatePerson, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Raise `PersonDeactivatedBefore` or `LastAdministrator`."""
    authorise(command)
    del tools
    work.accounts.hold_all()
    account = work.accounts.get(command.staff_id)
    others = bool(work.accounts.administrators() - {account.id})
    deactivated = account.deactivate(command.actor.staff_id, now, other_administrators=others)
    work.accounts.save(account)
    work.sessions.end_all(account.id, now)
    work.api_tokens.revoke_all(account.id, now)
    work.links.cancel(account.id)
    work.devices.forget(account.id)
    work.journal.append(deactivated, caused_by=command)
