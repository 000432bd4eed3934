"""Somebody of the staff asks, before opening a file, whether there is one."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.client_commands import DuplicatesQuery
from services.consultations.application.look_for_duplicates import look_for_duplicates
from services.consultations.application.ports import Records
from services.consultations.domain.identity import Likeness


def find_duplicates(query: DuplicatesQuery, records: Records) -> tuple[Likeness, ...]:
    """Return the candidates, the surest first."""
    authorise(query)
    return look_for_duplicates(query.details, records)
