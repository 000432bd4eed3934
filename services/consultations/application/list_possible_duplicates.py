"""A coordinator looks for clients who have two files."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.client_list_queries import PossibleDuplicatesQuery
from services.consultations.application.ports import Records
from services.consultations.domain.possible_duplicates import (
    PossibleDuplicates,
    possible_duplicates,
)


def list_possible_duplicates(
    query: PossibleDuplicatesQuery, records: Records
) -> tuple[PossibleDuplicates, ...]:
    """Return pairs, the surest first, but for those that a coordinator told apart."""
    authorise(query)
    return possible_duplicates(records.clients.families(), records.clients.told_apart())
