"""The history of a record: what its journal tells, and what became of its words beside that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from services.consultations.domain.text_changes import RecordedChange


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
