"""An administrator gives somebody other roles."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import ChangeRoles
from services.accounts.application.expected_revision import refuse_stale
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.proving import Tools


def change_roles(command: ChangeRoles, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    """Raise `StaleRecord`, `NoRole`, `SameRoles` or `LastAdministrator`."""
    authorise(command)
    del tools
    work.accounts.hold_all()
    account = work.accounts.get(command.staff_id)
    refuse_stale(account, command.expected_revision)
    others = bool(work.accounts.administrators() - {account.id})
    changed = account.change_roles(
        command.roles, command.actor.staff_id, now, other_administrators=others
    )
    work.accounts.save(account)
    work.journal.append(changed, caused_by=command)
