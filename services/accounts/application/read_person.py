"""An administrator looks at one person."""

from __future__ import annotations

from services.accounts.application.authorise import authorise
from services.accounts.application.commands import PersonQuery
from services.accounts.application.ports import Records
from services.accounts.domain.people import Person


def read_person(query: PersonQuery, records: Records) -> Person:
    """Raise `PersonNotFound`."""
    authorise(query)
    return records.people.get(query.staff_id)
