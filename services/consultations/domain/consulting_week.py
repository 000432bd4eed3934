"""The calendar of the consulting point: who receives clients when, and who is coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from services.consultations.domain.adviser import Adviser
from services.consultations.domain.appointment_list import AppointmentRow
from services.consultations.domain.month_of_work import TimeEntry
from services.consultations.domain.session import Session
from services.consultations.domain.working_hours import WorkingException
from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class ConsultingDay:
    """One adviser's day: hours of reception, what is in them, and what is left.

    `exception` says how the day differs from a usual one, if it was set; `free` is nothing on days
    that are over.
    """

    day: date
    hours: tuple[Session, ...]
    exception: WorkingException | None
    duties: tuple[TimeEntry, ...]
    cards: tuple[TimeEntry, ...]
    appointments: tuple[AppointmentRow, ...]
    free: tuple[Session, ...]


@dataclass(frozen=True, kw_only=True)
class AdviserWeek:
    """One adviser's days in order."""

    adviser: Adviser
    days: tuple[ConsultingDay, ...]


@dataclass(frozen=True, kw_only=True)
class ConsultingWeek:
    """The advisers who are active on a day of the period, in the order of the alphabet."""

    period: Period
    public_holidays: frozenset[date]
    weeks: tuple[AdviserWeek, ...]
