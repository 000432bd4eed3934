"""Somebody chooses another password by a link."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.sign_in_commands import ResetPassword
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.proving import Tools, digest_of


def reset_password(command: ResetPassword, work: UnitOfWork, now: datetime, tools: Tools) -> None:
    """End everything that the old password had begun; the second factor is still asked for.

    Raises `LinkNotValid`, or what is wrong with the password: then the link works on.
    """
    authorise(command)
    link = work.links.get(digest_of(command.token), LinkPurpose.RESET)
    link.use(now)
    account = work.accounts.get(link.staff_id)
    changed = account.reset_password(command.password, tools.passwords, now)
    work.accounts.save(account)
    work.links.save(link)
    work.links.cancel(account.id)
    work.sessions.end_all(account.id, now)
    work.devices.forget(account.id)
    work.journal.append(changed, caused_by=command)
