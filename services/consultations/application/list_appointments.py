"""The staff reads who is coming, and whose wish waits."""

from __future__ import annotations

from services.consultations.application.appointment_list_queries import AppointmentsQuery
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.domain.appointment_list import AppointmentPage


def list_appointments(query: AppointmentsQuery, records: Records) -> AppointmentPage:
    authorise(query)
    return AppointmentPage(
        rows=records.appointment_list.rows(
            query.filter,
            descending=query.descending,
            limit=query.rows_of_a_page,
            offset=(query.page - 1) * query.rows_of_a_page,
        ),
        appointments=records.appointment_list.count(query.filter),
        page=query.page,
        rows_of_a_page=query.rows_of_a_page,
    )
