"""An administrator writes another name or login."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import ChangePerson
from services.accounts.application.expected_revision import refuse_stale
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.person_history import text_changes
from services.accounts.domain.proving import Tools


def change_person(command: ChangePerson, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    """Raise `StaleRecord`, `LoginTaken` or `PersonErased`."""
    authorise(command)
    del tools
    account = work.accounts.get(command.staff_id)
    refuse_stale(account, command.expected_revision)
    before = {"full_name": account.full_name, "login": account.login}
    account.rename(command.full_name, command.login)
    work.accounts.save(account)
    after = {"full_name": account.full_name, "login": account.login}
    changes = text_changes(before, after)
    work.history.record(account.id, changes, by=command.actor.staff_id, now=now)
