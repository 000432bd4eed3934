"""What waits for a person: so much of a kind, and by which list it is shown."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from uuid import UUID

from services.consultations.domain.advice_card import CardState
from services.consultations.domain.appointment import AppointmentState
from services.consultations.domain.appointment_list import AppointmentFilter
from services.consultations.domain.register_of_advice import RegisterFilter
from shared.kernel.period import Period

DAYS_TO_SETTLE = 7
"""Days after an appointment or a wish within which somebody should have seen to it."""

DAYS_TO_ASK = 30
"""Days after a follow-up fell due within which the client should have been asked."""

LONG_AGO = date(2000, 1, 1)
"""A day before any record of a node."""


class WaitingKind(StrEnum):
    """What somebody has to do."""

    APPOINTMENTS_TODAY = "appointments_today"
    APPOINTMENTS_UNSETTLED = "appointments_unsettled"
    CARDS_TO_FINISH = "cards_to_finish"
    CARDS_RETURNED = "cards_returned"
    CARDS_TO_APPROVE = "cards_to_approve"
    REQUESTS_TO_SCHEDULE = "requests_to_schedule"
    TIMESHEETS_TO_CLOSE = "timesheets_to_close"
    FOLLOW_UPS_DUE = "follow_ups_due"


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """So much waits, `late` of it for too long; the list that shows it has as many rows.

    Cards and appointments come with the filter of their list (`late_appointments` has the late ones
    only; the list of cards finds them itself), timesheets with the first day of their month;
    follow-ups have one list only.
    """

    kind: WaitingKind
    count: int
    late: int
    cards: RegisterFilter | None = None
    appointments: AppointmentFilter | None = None
    late_appointments: AppointmentFilter | None = None
    month: date | None = None


def cards_of(adviser_id: UUID, state: CardState) -> RegisterFilter:
    """Return an adviser's cards that are in a state."""
    return RegisterFilter(adviser_id=adviser_id, states=frozenset({state}))


def appointments_of_day(adviser_id: UUID, today: date) -> AppointmentFilter:
    """Return whom an adviser is to meet on the day."""
    return AppointmentFilter(
        period=Period(today, today), adviser_id=adviser_id, state=AppointmentState.SCHEDULED
    )


def unsettled_appointments(adviser_id: UUID, until: date) -> AppointmentFilter:
    """Return an adviser's appointments of which nobody said whether the client came."""
    return AppointmentFilter(
        period=Period(LONG_AGO, until), adviser_id=adviser_id, state=AppointmentState.SCHEDULED
    )


def requests_until(day: date) -> AppointmentFilter:
    """Return the wishes for advice that nobody agreed on yet."""
    return AppointmentFilter(period=Period(LONG_AGO, day), state=AppointmentState.REQUESTED)


def late_since(today: date, days: int) -> date:
    """Return the last day of which everything is late today that has `days` to be done."""
    return today - timedelta(days=days + 1)


def last_month(today: date) -> date:
    """Return the first day of the month before."""
    return (today.replace(day=1) - timedelta(days=1)).replace(day=1)


def number_late(due: Iterable[date], today: date) -> int:
    """Return how many of the days on which a client was to be asked are too long ago."""
    return sum(day <= late_since(today, DAYS_TO_ASK) for day in due)
