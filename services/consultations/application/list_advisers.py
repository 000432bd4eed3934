"""A coordinator or the node's administrator sees who gives advice at the node."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import AdvisersQuery
from services.consultations.application.ports import Records
from services.consultations.domain.adviser import Adviser
from shared.kernel.polish import collation_key


def list_advisers(query: AdvisersQuery, records: Records) -> tuple[Adviser, ...]:
    """Return all advisers in the order of their names."""
    authorise(query)
    return tuple(sorted(records.advisers.known(), key=lambda each: collation_key(each.full_name)))
