"""An administrator reads how somebody's account came to be as it is."""

from __future__ import annotations

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import PersonHistoryQuery
from services.accounts.application.ports import Records
from services.accounts.domain.person_history import PersonHistory


def read_history(query: PersonHistoryQuery, records: Records) -> PersonHistory:
    authorise(query)
    history = records.history
    return PersonHistory(told=history.told_of(query.staff_id), changes=history.of(query.staff_id))
