"""Somebody opens a link."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.ports import Records
from services.accounts.application.sign_in_commands import LinkHolder, LinkQuery
from services.accounts.domain.proving import digest_of


def read_link(query: LinkQuery, records: Records, now: datetime) -> LinkHolder:
    """Return whose it is; raise `LinkNotValid` if it works no more."""
    authorise(query)
    link = records.links.get(digest_of(query.token), query.purpose)
    link.refuse_unless_valid(now)
    account = records.accounts.get(link.staff_id)
    return LinkHolder(full_name=account.full_name, login=account.login, expires_at=link.expires_at)
