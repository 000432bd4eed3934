"""How working time of the staff looks on the wire."""

from __future__ import annotations

from typing import Any

from shared.contracts import consultations as contracts
from shared.wire.consultations.publishing import published
from shared.wire.fields import (
    Code,
    Count,
    Day,
    Flag,
    Identifier,
    PartSchema,
    Privacy,
    ProgrammeCode,
    Records,
    RecordSchema,
)

PUBLIC, BUSINESS = Privacy.PUBLIC, Privacy.BUSINESS


class AdviserRegisteredSchema(RecordSchema):
    """`AdviserRegistered`."""

    adviser_id = Identifier(privacy=BUSINESS)
    staff_role = Code(contracts.StaffRole, privacy=PUBLIC)
    active_from = Day(privacy=PUBLIC)
    active_to = Day(privacy=PUBLIC, load_default=None, allow_none=True)


class WorkingHoursSetSchema(RecordSchema):
    """`WorkingHoursSet`."""

    adviser_id = Identifier(privacy=BUSINESS)
    valid_from = Day(privacy=PUBLIC)
    weekly_minutes = Count(privacy=PUBLIC)


class WorkingExceptionSetSchema(RecordSchema):
    """`WorkingExceptionSet`."""

    adviser_id = Identifier(privacy=BUSINESS)
    day = Day(privacy=PUBLIC)
    kind = Code(contracts.WorkingExceptionKind, privacy=PUBLIC)
    minutes = Count(privacy=PUBLIC)


class DutyHeldSchema(RecordSchema):
    """`DutyHeld`."""

    duty_id = Identifier(privacy=BUSINESS)
    adviser_id = Identifier(privacy=BUSINESS)
    held_on = Day(privacy=PUBLIC)
    minutes = Count(privacy=PUBLIC)


class DutyCorrectedSchema(RecordSchema):
    """`DutyCorrected`."""

    duty_id = Identifier(privacy=BUSINESS)
    adviser_id = Identifier(privacy=BUSINESS)
    held_on = Day(privacy=PUBLIC)
    minutes = Count(privacy=PUBLIC)
    counted = Flag(privacy=PUBLIC)
    reason = Code(contracts.DutyCorrectionReason, privacy=PUBLIC)
    corrected_by = Identifier(privacy=BUSINESS)


class ProgrammeTimeSchema(PartSchema):
    """A person's minutes in one programme in one month (V6); duty and advice apart (V5)."""

    contract = contracts.ProgrammeTime
    programme = ProgrammeCode(privacy=PUBLIC)
    advice_minutes = Count(privacy=PUBLIC)
    duty_minutes = Count(privacy=PUBLIC)


class TimesheetClosedSchema(RecordSchema):
    """`TimesheetClosed`."""

    timesheet_id = Identifier(privacy=BUSINESS)
    adviser_id = Identifier(privacy=BUSINESS)
    month = Day(privacy=PUBLIC)
    closed_by = Identifier(privacy=BUSINESS)
    late_entries = Count(privacy=PUBLIC)
    time = Records(ProgrammeTimeSchema, required=True)


class TimesheetReopenedSchema(RecordSchema):
    """`TimesheetReopened`."""

    timesheet_id = Identifier(privacy=BUSINESS)
    adviser_id = Identifier(privacy=BUSINESS)
    month = Day(privacy=PUBLIC)
    reopened_by = Identifier(privacy=BUSINESS)
    reason = Code(contracts.ReopeningReason, privacy=PUBLIC)


class DeputyAppointedSchema(RecordSchema):
    """`DeputyAppointed`."""

    deputy_id = Identifier(privacy=BUSINESS)
    staff_id = Identifier(privacy=BUSINESS)
    valid_from = Day(privacy=PUBLIC)
    valid_to = Day(privacy=PUBLIC)


class DeputyRecalledSchema(RecordSchema):
    """`DeputyRecalled`."""

    deputy_id = Identifier(privacy=BUSINESS)
    recalled_on = Day(privacy=PUBLIC)


def _adviser(event: Any) -> str:
    return f"adviser/{event.adviser_id}"


def _working_hours(event: Any) -> str:
    return f"working-hours/{event.adviser_id}"


def _duty(event: Any) -> str:
    return f"duty/{event.duty_id}"


def _timesheet(event: Any) -> str:
    return f"timesheet/{event.timesheet_id}"


def _deputy(event: Any) -> str:
    return f"deputy/{event.deputy_id}"


TYPES = (
    published("adviser_registered", contracts.AdviserRegistered, AdviserRegisteredSchema, _adviser),
    published(
        "working_hours_set", contracts.WorkingHoursSet, WorkingHoursSetSchema, _working_hours
    ),
    published(
        "working_exception_set",
        contracts.WorkingExceptionSet,
        WorkingExceptionSetSchema,
        _working_hours,
    ),
    published("duty_held", contracts.DutyHeld, DutyHeldSchema, _duty),
    published("duty_corrected", contracts.DutyCorrected, DutyCorrectedSchema, _duty),
    published("timesheet_closed", contracts.TimesheetClosed, TimesheetClosedSchema, _timesheet),
    published(
        "timesheet_reopened", contracts.TimesheetReopened, TimesheetReopenedSchema, _timesheet
    ),
    published("deputy_appointed", contracts.DeputyAppointed, DeputyAppointedSchema, _deputy),
    published("deputy_recalled", contracts.DeputyRecalled, DeputyRecalledSchema, _deputy),
)
