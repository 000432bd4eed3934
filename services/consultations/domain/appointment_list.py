"""The appointments of a node as one list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import ceil
from uuid import UUID

from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.session import Session
from shared.contracts.consultations import ClientKind
from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class AppointmentFilter:
    """Which appointments are meant: those that agree with all that is not `None`.

    `client_ids` are those of files. A wish that nobody agreed on yet stands on the day on which it
    was told.
    """

    period: Period | None = None
    adviser_id: UUID | None = None
    state: AppointmentState | None = None
    client_ids: frozenset[UUID] | None = None


@dataclass(frozen=True, kw_only=True)
class AppointmentRow:
    """One appointment with the client's name; until something is agreed it has no adviser."""

    appointment_id: UUID
    state: AppointmentState
    programme: str
    requested_on: date
    session: Session | None
    outside_hours: bool
    client_id: UUID
    client_kind: ClientKind
    client_name: str
    adviser_id: UUID | None
    adviser: str | None
    field_of_advice: str
    form_of_contact: str

    @property
    def day(self) -> date:
        """The day that was agreed, or that of the wish."""
        return self.session.held_on if self.session else self.requested_on


@dataclass(frozen=True, kw_only=True)
class AppointmentPage:
    """A page of the list, and how many all pages have; pages are numbered from 1."""

    rows: tuple[AppointmentRow, ...]
    appointments: int
    page: int
    rows_of_a_page: int

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, ceil(self.appointments / self.rows_of_a_page))
