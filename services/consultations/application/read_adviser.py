"""A coordinator or the node's administrator looks at who gives advice."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import AdviserQuery
from services.consultations.application.ports import Records
from services.consultations.domain.adviser import Adviser


def read_adviser(query: AdviserQuery, records: Records) -> Adviser:
    """Return an adviser or raise `AdviserNotFound`."""
    authorise(query)
    return records.advisers.get(query.adviser_id)
