"""Somebody looks at their own account."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.authorise import authorise
from services.accounts.application.own_commands import OwnAccount, OwnAccountQuery
from services.accounts.application.ports import Records


def read_own_account(query: OwnAccountQuery, records: Records, now: datetime) -> OwnAccount:
    authorise(query)
    own = records.people.get(query.actor.staff_id)
    codes_left = 0
    if own.second_factor:
        codes_left = len(records.second_factors.get(own.staff_id).recovery_digests)
    return OwnAccount(
        person=own,
        sessions=records.sessions.of(own.staff_id, now),
        recovery_codes_left=codes_left,
    )
