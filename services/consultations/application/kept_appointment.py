"""A card that names the appointment in which its advice was agreed."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.advice import Advice
from services.consultations.domain.appointment import AppointmentState
from shared.kernel.command import Command


def keep_appointment(
    command: Command, appointment_id: UUID, advice: Advice, work: UnitOfWork, now: datetime
) -> None:
    """Record that the appointment was held, unless that is known already.

    Raises `AppointmentNotFound`, `CardOfAnotherAppointment` or `AppointmentNotScheduled`.
    """
    appointment = work.appointments.get(appointment_id)
    asked = work.clients.kept(appointment.asked.client_id).id
    on_card = {work.clients.kept(client.client_id).id for client in advice.clients}
    appointment.refuse_unless_of(advice, client_is_on_card=asked in on_card)
    if appointment.state is AppointmentState.HELD:
        return
    held = appointment.hold(now)
    work.appointments.save(appointment)
    work.journal.append(held, caused_by=command, programme=appointment.programme)
