"""What changed in words that may have to be erased one day.

Such changes are kept at the node, apart from the journal, which cannot erase (architecture.md 2.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


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
