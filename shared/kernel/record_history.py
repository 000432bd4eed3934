"""The history of a record: what its journal tells, and what became of its words beside that.

Words may have to be erased one day: their changes are kept at the node, apart from the journal,
which cannot erase (architecture.md 2.2).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
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


@dataclass(frozen=True, kw_only=True)
class ToldChange:
    """What a domain event told of a record: ids, codes, numbers and days, for ever."""

    subject: str
    version: int
    name: str
    happened_at: datetime
    data: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class RecordHistory:
    """Both parts, each with the oldest first; an id that nobody knows has neither."""

    told: tuple[ToldChange, ...]
    changes: tuple[RecordedChange, ...]


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
