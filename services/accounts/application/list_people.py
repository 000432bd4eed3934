"""An administrator looks at the staff."""

from __future__ import annotations

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import PeopleQuery
from services.accounts.application.ports import Records
from services.accounts.domain.people import PeoplePage


def list_people(query: PeopleQuery, records: Records) -> PeoplePage:
    authorise(query)
    return PeoplePage(
        rows=records.people.rows(
            query.filter,
            query.order,
            descending=query.descending,
            limit=query.rows_of_a_page,
            offset=(query.page - 1) * query.rows_of_a_page,
        ),
        people=records.people.count(query.filter),
        page=query.page,
        rows_of_a_page=query.rows_of_a_page,
    )
