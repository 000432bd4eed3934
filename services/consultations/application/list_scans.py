"""Somebody looks at the papers of a card."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import ScansQuery
from services.consultations.application.ports import Records
from services.consultations.domain.scan import Scan


def list_scans(query: ScansQuery, records: Records) -> tuple[Scan, ...]:
    """Return what is known of them, the oldest first."""
    authorise(query)
    return records.scans.of([query.card_id])
