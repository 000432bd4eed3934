"""Somebody who was invited chooses a password."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.sign_in_commands import AcceptInvitation
from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.proving import Tools, digest_of


def accept_invitation(
    command: AcceptInvitation, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Raise `LinkNotValid`, or what is wrong with the password: then the link works on."""
    authorise(command)
    link = work.links.get(digest_of(command.token), LinkPurpose.INVITATION)
    link.use(now)
    account = work.accounts.get(link.staff_id)
    accepted = account.accept_invitation(command.password, tools.passwords, now)
    work.accounts.save(account)
    work.links.save(link)
    work.journal.append(accepted, caused_by=command)
