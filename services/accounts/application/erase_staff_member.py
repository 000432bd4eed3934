"""An administrator lets the personal data of somebody who is gone be forgotten."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import EraseStaffMember
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.person_history import TextChange
from services.accounts.domain.proving import Tools, digest_of

ERASED: Final = TextChange(field="personal_data", before=None, after=None)


def erase_staff_member(
    command: EraseStaffMember, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Blank name and login, and drop what was kept of logging in; the id stays, and so the history.

    Who did what, and which roles they had, stays: figures are counted by ids. Raises
    `PersonStillHasAccess`, `LastAdministrator` or `PersonErased`.
    """
    authorise(command)
    del tools
    work.accounts.hold_all()
    account = work.accounts.get(command.staff_id)
    work.attempts.forget_login(digest_of(account.login))
    others = bool(work.accounts.administrators() - {account.id})
    account.erase(now, other_administrators=others)
    work.accounts.save(account)
    work.sessions.forget(account.id)
    work.devices.forget(account.id)
    work.links.cancel(account.id)
    work.second_factors.remove(account.id)
    work.history.forget([account.id])
    work.history.record(account.id, [ERASED], by=command.actor.staff_id, now=now)
