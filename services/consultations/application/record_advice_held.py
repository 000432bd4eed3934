"""Client and adviser met as agreed; the card follows."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.appointment_commands import RecordAdviceHeld
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork


def record_advice_held(command: RecordAdviceHeld, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    appointment = work.appointments.get(command.appointment_id)
    held = appointment.hold(now)
    work.appointments.save(appointment)
    work.journal.append(held, caused_by=command, programme=appointment.programme)
