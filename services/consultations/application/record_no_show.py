"""The adviser waited and the client did not come."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.appointment_commands import RecordNoShow
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork


def record_no_show(command: RecordNoShow, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    appointment = work.appointments.get(command.appointment_id)
    missed = appointment.miss(now)
    work.appointments.save(appointment)
    work.journal.append(missed, caused_by=command, programme=appointment.programme)
