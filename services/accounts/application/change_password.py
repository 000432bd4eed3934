"""Somebody takes another password."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import ChangePassword
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import prove_again
from services.accounts.domain.proving import Tools
from shared.contracts.accounts import PasswordMeans


def change_password(command: ChangePassword, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    """End all sessions but this one; raise `WrongPassword` or what is wrong with the new one."""
    authorise(command)
    account = prove_again(command, work, now, tools)
    changed = account.change_password(
        command.new_password, PasswordMeans.OWN_CHANGE, tools.passwords, now
    )
    work.accounts.save(account)
    work.links.cancel(account.id)
    work.sessions.end_all(account.id, now, apart_from=command.session_digest)
    work.devices.forget(account.id)
    work.journal.append(changed, caused_by=command)
