"""The history of accounts: changes of words in their table, and what the journal tells."""

from __future__ import annotations

from uuid import UUID

from services.accounts.storage.tables import record_history
from shared.messaging import record_history as histories


class StoredHistory(histories.StoredHistory):
    """How the accounts of this node came to be as they are, inside one transaction."""

    words = record_history

    def subjects(self, record_id: UUID) -> tuple[str, ...]:
        return (f"staff-account/{record_id}",)
