"""Somebody of the staff reads an appointment."""

from __future__ import annotations

from services.consultations.application.appointment_commands import AppointmentQuery
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.domain.appointment import Appointment


def read_appointment(query: AppointmentQuery, records: Records) -> Appointment:
    authorise(query)
    return records.appointments.get(query.appointment_id)
