"""What changed in words that may have to be erased one day: in those about a client, too."""

from __future__ import annotations

from dataclasses import asdict, replace

from services.consultations.domain.client import ClientDetails
from shared.kernel.record_history import RecordedChange, TextChange, text_changes

__all__ = ["HIDDEN", "RecordedChange", "TextChange", "details_changes", "text_changes"]

HIDDEN = "•••"
"""What the history says instead of a PESEL, which is kept in one place only, and sealed."""


def details_changes(before: ClientDetails | None, after: ClientDetails) -> tuple[TextChange, ...]:
    """Compare what a client's file says about who the client is; a PESEL shows as `HIDDEN`."""
    known = {} if before is None else asdict(before)
    return tuple(
        _hidden(change) if change.field == "pesel" else change
        for change in text_changes(known, asdict(after))
    )


def _hidden(change: TextChange) -> TextChange:
    return replace(change, before=change.before and HIDDEN, after=change.after and HIDDEN)
