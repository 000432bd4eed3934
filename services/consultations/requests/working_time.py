"""What a caller may ask about the staff's working time, as JSON (R21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from marshmallow import ValidationError, fields, post_load, validate, validates_schema

from services.consultations.application import working_time_commands as commands
from services.consultations.domain import working_hours as domain
from services.consultations.requests.fields import (
    LONGEST_CODE,
    asking,
    choice,
    day,
    identifier,
    text,
    time_of_day,
)
from services.consultations.requests.schemas import CommandSchema, QuerySchema, RequestSchema
from shared.contracts import consultations as contracts
from shared.kernel.period import Period

if TYPE_CHECKING:
    from collections.abc import Mapping

    from _typeshed import DataclassInstance

MOST_DAYS = 366
MOST_HOURS = 100
"""Far more stretches than a week or a day of anybody has."""


class HoursFields(RequestSchema):
    """From a time to a time."""

    started_at = time_of_day("godzinę rozpoczęcia")
    ended_at = time_of_day("godzinę zakończenia")


class TimeFields(HoursFields):
    """A stretch of one day."""

    held_on = day("dzień")


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


class HoursRequest(HoursFields):
    """`Hours`."""

    makes = domain.Hours


class WeeklyHoursRequest(HoursFields):
    """`WeeklyHours`."""

    makes = domain.WeeklyHours
    weekday = fields.Integer(
        strict=True,
        required=True,
        validate=validate.Range(1, 7, error="Podaj dzień tygodnia od 1 (poniedziałek) do 7."),
        error_messages=asking("dzień tygodnia od 1 (poniedziałek) do 7"),
    )


def _hours(schema: type[HoursFields]) -> fields.List[Any]:
    """Declare a list of hours, which may be empty; loaded as a tuple."""
    return fields.List(
        fields.Nested(schema),
        required=True,
        validate=validate.Length(max=MOST_HOURS, error="Połącz godziny: najwyżej {max} wpisów."),
        post_load=tuple,
        error_messages=asking("listę godzin przyjęć"),
    )


class SetWorkingHoursRequest(CommandSchema):
    """`SetWorkingHours`."""

    makes = commands.SetWorkingHours
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"week": domain.WorkingWeek}
    adviser_id = identifier("identyfikator doradcy")
    valid_from = day("pierwszy dzień")
    hours = _hours(WeeklyHoursRequest)


class SetWorkingExceptionRequest(CommandSchema):
    """`SetWorkingException`."""

    makes = commands.SetWorkingException
    parts: ClassVar[Mapping[str, type[DataclassInstance]]] = {"exception": domain.WorkingException}
    adviser_id = identifier("identyfikator doradcy")
    day = day("dzień")
    kind = choice("rodzaj wyjątku", contracts.WorkingExceptionKind)
    hours = _hours(HoursRequest)


class WorkingHoursRequest(QuerySchema):
    """`WorkingHoursQuery`."""

    makes = commands.WorkingHoursQuery
    adviser_id = identifier("identyfikator doradcy")


class PeriodFields(RequestSchema):
    """Days from the first to the last one, both included; loaded as a `Period`."""

    first = day("pierwszy dzień")
    last = day("ostatni dzień")

    @validates_schema(skip_on_field_errors=True)
    def _refuse_what_is_no_period(self, values: dict[str, Any], **_: object) -> None:
        if values["last"] < values["first"]:
            raise ValidationError("Podaj ostatni dzień nie wcześniejszy niż pierwszy.", "last")

    @post_load
    def _make(self, values: dict[str, Any], **context: object) -> object:
        period = Period(values.pop("first"), values.pop("last"))
        return super()._make({**values, "period": period}, **context)


class FreeSlotsRequest(PeriodFields, QuerySchema):
    """`FreeSlotsQuery`."""

    makes = commands.FreeSlotsQuery
    adviser_id = identifier("identyfikator doradcy")

    @validates_schema(skip_on_field_errors=True)
    def _refuse_many_days(self, values: dict[str, Any], **_: object) -> None:
        if (values["last"] - values["first"]).days >= MOST_DAYS:
            raise ValidationError(f"Skróć okres: najwyżej {MOST_DAYS} dni.", "last")
