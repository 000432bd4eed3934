"""What changed in words that may have to be erased one day.

Such changes are kept at the node, apart from the journal, which cannot erase (architecture.md 2.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from uuid import UUID

from services.consultations.domain.client import ClientDetails

HIDDEN = "•••"
"""What the history says instead of a PESEL, which is kept in one place only, and sealed."""


@dataclass(frozen=True, kw_only=True)
class TextChange:
    """One field that got other words; `None` is a field without any."""

    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, kw_only=True)
class RecordedChange(TextChange):
    """A change, with who made it and when."""

    changed_by: UUID
    changed_at: datetime


def text_changes(
    before: Mapping[str, str | None], after: Mapping[str, str | None]
) -> tuple[TextChange, ...]:
    """Compare two readings of the same fields; in a new record there was nothing before.

    An empty text and none are the same.
    """
    return tuple(
        TextChange(field=field, before=before.get(field) or None, after=text or None)
        for field, text in after.items()
        if (before.get(field) or None) != (text or None)
    )


def details_changes(before: ClientDetails | None, after: ClientDetails) -> tuple[TextChange, ...]:
    """Compare what a client's file says about who the client is; a PESEL shows as `HIDDEN`."""
    known = {} if before is None else asdict(before)
    return tuple(
        _hidden(change) if change.field == "pesel" else change
        for change in text_changes(known, asdict(after))
    )


def _hidden(change: TextChange) -> TextChange:
    return replace(change, before=change.before and HIDDEN, after=change.after and HIDDEN)
