"""What is refused about the staff's working time; see `refusals.py` for how a refusal is made."""

from __future__ import annotations

from services.consultations.domain.refusals import ConsultationsError

# --- Duty


class DutyNotFound(ConsultationsError):
    """A duty opens only at the node that keeps it (domain.md 7.1, C5)."""


class AdviserHasAnotherDuty(ConsultationsError):
    """The duties of one adviser do not overlap (domain.md 7.2, V1)."""


class DutyInFuture(ConsultationsError):
    """A duty is recorded once it was held; what is planned are working hours (domain.md 2.4)."""


class DutyOutsideProgramme(ConsultationsError):
    """A duty belongs to a programme from its first to its last day (domain.md 7.1, `Project`)."""


class DutyAnnulmentMismatch(ConsultationsError):
    """A duty stops counting by an annulment and by nothing else (domain.md 7.2, `Duty`)."""


class TimeOfAnother(ConsultationsError):
    """An adviser keeps their own working time; a coordinator that of all (domain.md 2.4)."""


class OwnWorkingTime(ConsultationsError):
    """Nobody corrects, closes or reopens their own working time (domain.md 7.2, V3)."""


# --- Working hours


class HoursOverlap(ConsultationsError):
    """Working hours of one day do not overlap (domain.md 2.4)."""


class AbsentWithHours(ConsultationsError):
    """Who is absent on a day receives nobody on it (domain.md 2.4)."""


# --- Timesheets


class MonthClosed(ConsultationsError):
    """Nothing dated in a closed month is entered or put right (domain.md 7.2, V4)."""


class MonthNotOver(ConsultationsError):
    """A month is closed on its last day or later (domain.md 2.4)."""


class CardsNotApproved(ConsultationsError):
    """A month is closed once all of its cards are approved (domain.md 2.4)."""


class TimesheetAlreadyClosed(ConsultationsError):
    """A closed month is opened before it is closed again (domain.md 7.2, V4)."""


class TimesheetNotClosed(ConsultationsError):
    """Only a closed month is opened again (domain.md 7.2, V4)."""


# --- Deputies


class DeputyNotFound(ConsultationsError):
    """A deputy is appointed at the node whose coordinator they stand in for (domain.md 7.1, C5)."""


class DeputyEndsBeforeItBegins(ConsultationsError):
    """A deputy stands in for at least one day (domain.md 7.2, V3)."""


class DeputyAlreadyRecalled(ConsultationsError):
    """A deputy is recalled once (domain.md 7.2, V3)."""


class NoValidDeputy(ConsultationsError):
    """A deputy decides between two days only, and not after a recall (domain.md 7.2, V3)."""
