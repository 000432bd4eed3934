"""What use cases about the staff's working time need of the world."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from services.consultations.domain.duty import Duty
from services.consultations.domain.session import Session


class Duties(Protocol):
    """The duties of this node's advisers."""

    def add(self, duty: Duty) -> None:
        """Keep a new duty; raise `AlreadyRecorded` if the id is taken."""

    def get(self, duty_id: UUID) -> Duty:
        """Return a duty or raise `DutyNotFound`."""

    def save(self, duty: Duty) -> None:
        """Keep one change of a duty; raise `StaleRecord` if it changed since it was read."""

    def sessions(self, adviser_id: UUID, day: date, *, apart_from: UUID) -> tuple[Session, ...]:
        """Return the times of an adviser's duties on a day, of all that count but one."""
