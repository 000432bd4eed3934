"""What a caller may ask about timesheets and deputies, as JSON (R21)."""

from __future__ import annotations

from datetime import date

from marshmallow import ValidationError, fields

from services.consultations.application import deputy_commands, timesheet_commands
from services.consultations.requests.fields import (
    LONGEST_NAME,
    asking,
    choice,
    day,
    identifier,
    text,
)
from services.consultations.requests.schemas import CommandSchema, QuerySchema, RequestSchema
from shared.contracts import consultations as contracts

A_MONTH = "miesiąc (RRRR-MM)"


def first_day_of(month: str) -> date:
    """Return the first day of a month that is written RRRR-MM, or raise ValidationError."""
    try:
        return date.fromisoformat(f"{month}-01")
    except ValueError:
        raise ValidationError(f"Podaj {A_MONTH}.") from None


class AnyMonthFields(RequestSchema):
    """A month; loaded as its first day."""

    month = fields.String(
        required=True,
        post_load=first_day_of,
        error_messages=asking(A_MONTH),
        metadata={"pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
    )


class MonthFields(AnyMonthFields):
    """A person's month."""

    adviser_id = identifier("identyfikator doradcy")


class CloseTimesheetRequest(MonthFields, CommandSchema):
    """`CloseTimesheet`."""

    makes = timesheet_commands.CloseTimesheet


class ReopenTimesheetRequest(MonthFields, CommandSchema):
    """`ReopenTimesheet`."""

    makes = timesheet_commands.ReopenTimesheet
    reason = choice("powód otwarcia", contracts.ReopeningReason)
    remarks = text("uzasadnienie otwarcia (może być puste)", may_be_empty=True)


class TimesheetRequest(MonthFields, QuerySchema):
    """`TimesheetQuery`."""

    makes = timesheet_commands.TimesheetQuery


class TimesheetsRequest(AnyMonthFields, QuerySchema):
    """`TimesheetsQuery`."""

    makes = timesheet_commands.TimesheetsQuery


class AppointDeputyRequest(CommandSchema):
    """`AppointDeputy`."""

    makes = deputy_commands.AppointDeputy
    deputy_id = identifier("identyfikator zastępstwa")
    staff_id = identifier("identyfikator osoby")
    full_name = text("imię i nazwisko zastępcy", longest=LONGEST_NAME)
    organisation = text("organizację zastępcy", longest=LONGEST_NAME)
    valid_from = day("pierwszy dzień zastępstwa")
    valid_to = day("ostatni dzień zastępstwa")


class RecallDeputyRequest(CommandSchema):
    """`RecallDeputy`."""

    makes = deputy_commands.RecallDeputy
    deputy_id = identifier("identyfikator zastępstwa")


class DeputiesRequest(QuerySchema):
    """`DeputiesQuery`."""

    makes = deputy_commands.DeputiesQuery
