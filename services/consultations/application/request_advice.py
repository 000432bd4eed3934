"""A client's wish for advice is written down."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.appointment_commands import RequestAdvice
from services.consultations.application.authorise import authorise
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.appointment import Appointment, AskedAdvice
from services.consultations.domain.programme_versions import in_force
from services.consultations.domain.text_changes import text_changes
from shared.kernel.clock import business_day


def request_advice(command: RequestAdvice, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    (client,) = work.clients.hold([command.client_id])
    client.refuse_unless_goes_on()
    programme = in_force(command.programme, business_day(now), work.programmes.known())
    appointment = Appointment(
        id=command.appointment_id,
        programme=programme.reference,
        asked=AskedAdvice(
            client_id=client.id,
            client_kind=client.kind,
            field_of_advice=command.field_of_advice,
            form_of_contact=command.form_of_contact,
        ),
        wish=command.wish,
        requested_on=business_day(now),
    )
    requested = appointment.request(programme, now)
    work.appointments.add(appointment)
    wish = text_changes({}, {"wish": appointment.wish})
    work.history.record(appointment.id, wish, by=command.actor.staff_id, now=now)
    work.journal.append(requested, caused_by=command, programme=appointment.programme)
