"""The history of consultations: changes of texts in their table, and what the journal tells."""

from __future__ import annotations

from uuid import UUID

from services.consultations.storage.stored_subjects import KINDS
from services.consultations.storage.stored_working_time import WORKING_TIME
from services.consultations.storage.tables import record_history
from shared.messaging import record_history as histories


class StoredHistory(histories.StoredHistory):
    """What became of this node's records, inside one transaction; an id may be of any kind."""

    words = record_history

    def subjects(self, record_id: UUID) -> tuple[str, ...]:
        return tuple(kind.subject(record_id) for kind in (*KINDS, *WORKING_TIME))
