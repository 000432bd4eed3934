"""What use cases about the staff's working time need of the world."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from services.consultations.domain.appointment import Appointment
from services.consultations.domain.closed_months import ClosedMonths
from services.consultations.domain.deputy import Deputy
from services.consultations.domain.duty import Duty
from services.consultations.domain.month_of_work import TimeEntry
from services.consultations.domain.session import Session
from services.consultations.domain.timesheet import Timesheet
from services.consultations.domain.timesheet_list import TimeOfMonth
from services.consultations.domain.working_hours import WorkingHours
from shared.kernel.period import Period


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


class WorkingHoursOfAdvisers(Protocol):
    """When the advisers of this node receive clients."""

    def of(self, adviser_id: UUID) -> WorkingHours:
        """Return an adviser's hours; none were set while their version is 0."""

    def keep(self, hours: WorkingHours) -> None:
        """Keep one change; raise `StaleRecord` if the hours changed since they were read."""


class Appointments(Protocol):
    """The appointments of this node."""

    def add(self, appointment: Appointment) -> None:
        """Keep a new one; raise `AlreadyRecorded` if the id is taken."""

    def get(self, appointment_id: UUID) -> Appointment:
        """Return an appointment or raise `AppointmentNotFound`."""

    def save(self, appointment: Appointment) -> None:
        """Keep one change; raise `StaleRecord` if it changed since it was read."""

    def forget_words(self, client_ids: Sequence[UUID]) -> tuple[UUID, ...]:
        """Blank all words of the clients' appointments; return the appointments' ids."""


class Timesheets(Protocol):
    """The timesheets of this node's advisers."""

    def of(self, adviser_id: UUID, month: date) -> Timesheet:
        """Return the sheet of a month; it was never closed while its version is 0."""

    def keep(self, sheet: Timesheet) -> None:
        """Keep one change; raise `StaleRecord` if the sheet changed since it was read."""

    def closed_months(self, adviser_ids: Sequence[UUID]) -> ClosedMonths:
        """Return all months of these advisers that are closed."""


class Deputies(Protocol):
    """Who stands in for this node's coordinator."""

    def add(self, deputy: Deputy) -> None:
        """Keep a new appointment; raise `AlreadyRecorded` if the id is taken."""

    def get(self, deputy_id: UUID) -> Deputy:
        """Return an appointment or raise `DeputyNotFound`."""

    def save(self, deputy: Deputy) -> None:
        """Keep one change; raise `StaleRecord` if it changed since it was read."""

    def known(self) -> tuple[Deputy, ...]:
        """Return all appointments, the first to begin first."""

    def of(self, staff_id: UUID) -> tuple[Deputy, ...]:
        """Return all appointments of a person, the first to begin first."""


class Diaries(Protocol):
    """When advisers are taken, and what they worked."""

    def taken(
        self, adviser_id: UUID, period: Period, *, apart_from: UUID | None = None
    ) -> tuple[Session, ...]:
        """Return the times of an adviser's cards and appointments, but for one appointment.

        An annulled card takes no time, nor does an appointment that was cancelled or missed.
        """

    def worked(self, adviser_id: UUID, period: Period) -> tuple[TimeEntry, ...]:
        """Return an adviser's cards and duties that count, also cards that are not approved."""

    def time_of_month(self, period: Period) -> Mapping[UUID, TimeOfMonth]:
        """Return by adviser what the same comes to, for all who have any of it."""
