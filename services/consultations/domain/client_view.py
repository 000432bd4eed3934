"""Who of the staff looked at which client's personal data (domain.md 6)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from shared.kernel.clock import business_day

YEARS_KEPT = 5
"""How long views are kept, from the year after the one in which somebody looked (domain.md 6)."""


class ViewOccasion(StrEnum):
    """In what somebody saw personal data."""

    PAGE = "page"
    LIST_EXPORT = "list_export"
    PERSON_EXPORT = "person_export"
    API = "api"


@dataclass(frozen=True, kw_only=True)
class ClientView:
    """Somebody looked at a client's file; the file is named by its id alone."""

    client_id: UUID
    viewed_by: UUID
    viewed_at: datetime
    occasion: ViewOccasion


def kept_since(now: datetime) -> date:
    """Return the first day of which views are kept; those of earlier days are forgotten."""
    return date(business_day(now).year - YEARS_KEPT, 1, 1)
