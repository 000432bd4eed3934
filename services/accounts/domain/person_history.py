"""The history of an account: what its journal tells, and what became of its words beside that.

A name and an e-mail address may have to be erased one day, so their changes are kept apart from the
journal, which cannot erase (architecture.md 2.2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

API_TOKEN = "api_token"  # noqa: S105 - the name of a field
"""The field under which it is kept that a token was made or taken back; its words are its name."""


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
    """What a domain event told of an account: ids, codes and numbers, for ever."""

    version: int
    name: str
    happened_at: datetime
    data: Mapping[str, object]


@dataclass(frozen=True, kw_only=True)
class PersonHistory:
    """Both parts, each with the oldest first."""

    told: tuple[ToldChange, ...]
    changes: tuple[RecordedChange, ...]


def text_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[TextChange, ...]:
    """Compare two readings of the same fields; in a new record there was nothing before."""
    return tuple(
        TextChange(field=field, before=before.get(field), after=text)
        for field, text in after.items()
        if before.get(field) != text
    )
