"""What can be asked of the calendar and the list of appointments; who may ask: `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.consultations.application.commands import Query
from services.consultations.domain.appointment_list import AppointmentFilter


@dataclass(frozen=True, kw_only=True)
class AppointmentsQuery(Query):
    """Ask for a page of the list; pages are numbered from 1."""

    filter: AppointmentFilter
    descending: bool
    page: int
    rows_of_a_page: int


@dataclass(frozen=True, kw_only=True)
class AppointmentsExportQuery(Query):
    """Ask for the whole list, to keep it outside."""

    filter: AppointmentFilter
    descending: bool


@dataclass(frozen=True, kw_only=True)
class ConsultingWeekQuery(Query):
    """Ask for the calendar of the week that a day is in, of one adviser or of all."""

    day: date
    adviser_id: UUID | None
