"""What a caller may ask about the staff's working time, as JSON (R21)."""

from __future__ import annotations

from marshmallow import fields

from services.consultations.application import working_time_commands as commands
from services.consultations.requests.fields import (
    LONGEST_CODE,
    asking,
    choice,
    day,
    identifier,
    text,
    time_of_day,
)
from services.consultations.requests.schemas import CommandSchema, RequestSchema
from shared.contracts import consultations as contracts


class TimeFields(RequestSchema):
    """A stretch of one day."""

    held_on = day("dzień")
    started_at = time_of_day("godzinę rozpoczęcia")
    ended_at = time_of_day("godzinę zakończenia")


class RecordDutyRequest(TimeFields, CommandSchema):
    """`RecordDuty`."""

    makes = commands.RecordDuty
    duty_id = identifier("identyfikator dyżuru")
    adviser_id = identifier("identyfikator doradcy")
    programme = text("kod programu", longest=LONGEST_CODE)


class CorrectDutyRequest(TimeFields, CommandSchema):
    """`CorrectDuty`."""

    makes = commands.CorrectDuty
    duty_id = identifier("identyfikator dyżuru")
    reason = choice("powód korekty", contracts.DutyCorrectionReason)
    remarks = text("uzasadnienie korekty", may_be_empty=True)
    counted = fields.Boolean(
        required=True,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (dyżur się liczy) albo false (nie liczy się)"),
    )
