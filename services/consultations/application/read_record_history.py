"""Somebody of the staff reads how the texts of a record came to be."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import RecordHistoryQuery
from services.consultations.application.ports import Records
from services.consultations.domain.text_changes import RecordedChange


def read_record_history(query: RecordHistoryQuery, records: Records) -> tuple[RecordedChange, ...]:
    """Return the changes, oldest first; there are none for an id that nobody knows."""
    authorise(query)
    return records.history.of(query.record_id)
