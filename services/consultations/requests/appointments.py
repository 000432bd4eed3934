"""What a caller may ask about appointments, as JSON (R21)."""

from __future__ import annotations

from marshmallow import fields

from services.consultations.application import appointment_commands as commands
from services.consultations.requests.fields import (
    LONGEST_CODE,
    asking,
    choice,
    identifier,
    text,
)
from services.consultations.requests.schemas import CommandSchema, QuerySchema
from services.consultations.requests.working_time import TimeFields
from shared.contracts import consultations as contracts


class AppointmentCommandSchema(CommandSchema):
    """What every command about an appointment has."""

    appointment_id = identifier("identyfikator zgłoszenia")


class RequestAdviceRequest(AppointmentCommandSchema):
    """`RequestAdvice`."""

    makes = commands.RequestAdvice
    programme = text("kod programu", longest=LONGEST_CODE)
    client_id = identifier("identyfikator klienta")
    field_of_advice = text("kod zakresu porady", longest=LONGEST_CODE)
    form_of_contact = text("kod formy kontaktu", longest=LONGEST_CODE)
    wish = text("życzenie klienta (może być puste)", may_be_empty=True)


class ScheduleAdviceRequest(TimeFields, AppointmentCommandSchema):
    """`ScheduleAdvice`."""

    makes = commands.ScheduleAdvice
    adviser_id = identifier("identyfikator doradcy")
    outside_hours = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (poza godzinami przyjęć) albo false"),
    )


class CancelAdviceRequest(AppointmentCommandSchema):
    """`CancelAdvice`."""

    makes = commands.CancelAdvice
    cancelled_by = choice("odwołującego", contracts.CancelledBy)
    remarks = text("powód odwołania (może być pusty)", may_be_empty=True)


class RecordNoShowRequest(AppointmentCommandSchema):
    """`RecordNoShow`."""

    makes = commands.RecordNoShow


class RecordAdviceHeldRequest(AppointmentCommandSchema):
    """`RecordAdviceHeld`."""

    makes = commands.RecordAdviceHeld


class AppointmentRequest(QuerySchema):
    """`AppointmentQuery`."""

    makes = commands.AppointmentQuery
    appointment_id = identifier("identyfikator zgłoszenia")
