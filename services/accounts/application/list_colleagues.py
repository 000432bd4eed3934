"""Whoever answers for a node's work sees who could do it."""

from __future__ import annotations

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import ColleaguesQuery
from services.accounts.application.ports import Records
from services.accounts.domain.people import Colleague, PeopleFilter, PeopleOrder
from services.accounts.domain.staff_account import AccountState


def list_colleagues(query: ColleaguesQuery, records: Records) -> tuple[Colleague, ...]:
    """Return those who may come in, also who was invited and has not come yet, by name."""
    authorise(query)
    return tuple(
        Colleague(staff_id=each.staff_id, full_name=each.full_name, roles=each.roles)
        for each in records.people.rows(PeopleFilter(), PeopleOrder.FULL_NAME)
        if each.state is not AccountState.DEACTIVATED
    )
