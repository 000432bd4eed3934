"""An appointment, or a request, is given up."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.appointment_commands import CancelAdvice
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.text_changes import text_changes


def cancel_advice(command: CancelAdvice, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    appointment = work.appointments.get(command.appointment_id)
    cancelled = appointment.cancel(command.cancelled_by, command.remarks, now)
    work.appointments.save(appointment)
    remarks = text_changes({}, {"cancellation_remarks": command.remarks})
    work.history.record(appointment.id, remarks, by=command.actor.staff_id, now=now)
    work.journal.append(cancelled, caused_by=command, programme=appointment.programme)
