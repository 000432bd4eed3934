"""The staff takes the list of appointments along, as it is narrowed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from services.consultations.application.appointment_list_queries import AppointmentsExportQuery
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.domain.appointment_list import AppointmentFilter, AppointmentRow
from shared.contracts.programme import Programme


@dataclass(frozen=True, kw_only=True)
class AppointmentsExport:
    """All appointments of a filter by day, and what has to be known to read them.

    `adviser` is the name of the adviser that the filter asks for, if it does.
    """

    filter: AppointmentFilter
    descending: bool
    rows: tuple[AppointmentRow, ...]
    adviser: str | None
    programmes: tuple[Programme, ...]
    node: str
    made_at: datetime


def export_appointments(
    query: AppointmentsExportQuery, records: Records, now: datetime
) -> AppointmentsExport:
    """Return the list; whoever hands it over notes first whose names are in it (`note_views`)."""
    authorise(query)
    adviser_id = query.filter.adviser_id
    return AppointmentsExport(
        filter=query.filter,
        descending=query.descending,
        rows=records.appointment_list.rows(query.filter, descending=query.descending),
        adviser=None if adviser_id is None else records.advisers.get(adviser_id).full_name,
        programmes=records.programmes.known(),
        node=records.node,
        made_at=now,
    )
