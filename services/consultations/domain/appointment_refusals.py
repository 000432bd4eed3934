"""What is refused about appointments; see `refusals.py` for how a refusal is made."""

from __future__ import annotations

from services.consultations.domain.refusals import ConsultationsError


class AppointmentNotFound(ConsultationsError):
    """An appointment opens only at the node that keeps it (domain.md 7.1, C5)."""


class AppointmentOver(ConsultationsError):
    """What was held, missed or cancelled is neither scheduled nor cancelled (domain.md 2.5)."""


class AppointmentNotScheduled(ConsultationsError):
    """Only what was agreed is held or missed (domain.md 2.5)."""


class AppointmentNotYetDue(ConsultationsError):
    """An appointment is held or missed on its day, not before (domain.md 2.5)."""


class AppointmentInPast(ConsultationsError):
    """A meeting is agreed for today or later (domain.md 2.5)."""


class TimeTaken(ConsultationsError):
    """An adviser is with one client at a time, by card or by appointment (domain.md 7.2, V1)."""


class OutsideWorkingHours(ConsultationsError):
    """Clients are received in working hours, unless it is said otherwise (domain.md 2.5)."""


class CardOfAnotherAppointment(ConsultationsError):
    """A card tells of its appointment's client, adviser and day (domain.md 2.5)."""
