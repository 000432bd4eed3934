"""Somebody of the staff reads how a record came to be as it is."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import RecordHistoryQuery
from services.consultations.application.ports import Records
from services.consultations.domain.record_history import RecordHistory


def read_record_history(query: RecordHistoryQuery, records: Records) -> RecordHistory:
    authorise(query)
    history = records.history
    return RecordHistory(told=history.told_of(query.record_id), changes=history.of(query.record_id))
