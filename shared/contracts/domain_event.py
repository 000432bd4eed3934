"""The root of every domain event."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class DomainEvent:
    """Something that happened to one subject, told in the past tense.

    `occurred_at` is the business moment in UTC. `subject_version` counts the domain events of the
    subject from 1 without gaps: it orders them, and refuses a change made on an old reading.
    """

    occurred_at: datetime
    subject_version: int
