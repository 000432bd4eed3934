"""What somebody typed into a form and has not sent: kept so that nobody types anything twice.

It is no record and no part of the journal: it is of one person, and goes away when the form is
sent, when somebody discards it, when a client whom it names is erased, or in time.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

TIME_KEPT: Final = timedelta(days=30)
"""After the last key; then it is forgotten (domain.md 6: no longer than it is needed)."""

LONGEST: Final = 200_000
"""Characters: more than all fields of the longest form may hold."""


class FormKind(StrEnum):
    """Which form; each is about one thing, which is named beside it."""

    NEW_CARD = "new_card"
    CARD = "card"
    NEW_CLIENT = "new_client"
    CLIENT = "client"
    APPOINTMENT = "appointment"


@dataclass(frozen=True, kw_only=True)
class FormPlace:
    """Whose form it is, and what it is about.

    A card or a file that is changed, the appointment or the client of a new card, the client of an
    appointment; `UUID(int=0)` where there is nothing yet.
    """

    written_by: UUID
    form: FormKind
    about: UUID


@dataclass(frozen=True, kw_only=True)
class UnsentForm:
    """The fields of a form as JSON, which only its page reads; version 0 says: nothing is kept."""

    place: FormPlace
    typed: str = ""
    kept_at: datetime | None = None
    version: int = 0

    def mentions(self, marks: Collection[str]) -> bool:
        """Say whether it is about somebody whom one of the marks identifies, or names them."""
        text = f"{self.place.about} {self.typed}".casefold()
        return any(mark.casefold() in text for mark in marks)


def kept_since(now: datetime) -> datetime:
    """Return the moment before which whatever was kept is forgotten."""
    return now - TIME_KEPT
