"""The tables of the staff's working time, beside those of `tables.py`."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
    Uuid,
)

from services.consultations.storage.tables import adviser, client, metadata
from shared.database import Moment

_enumerated = String(40)
_number = String(60)
_code = String(40)

duty = Table(
    "duty",
    metadata,
    Column("duty_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("adviser_id", Uuid, ForeignKey(adviser.c.adviser_id), nullable=False),
    Column("programme", _number, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("held_on", Date, nullable=False),
    Column("started_at", Time, nullable=False),
    Column("ended_at", Time, nullable=False),
    Column("minutes", Integer, nullable=False),
    CheckConstraint("minutes > 0", name="minutes"),
    CheckConstraint("ended_at > started_at", name="session"),
    Index(None, "adviser_id", "held_on"),
    comment="Duties as they are now; `minutes` follow from the times.",
)

duty_correction = Table(
    "duty_correction",
    metadata,
    Column("duty_id", Uuid, ForeignKey(duty.c.duty_id), primary_key=True),
    Column("correction_number", Integer, primary_key=True, autoincrement=False),
    Column("reason", _enumerated, nullable=False),
    Column("remarks", Text, nullable=False),
    Column("counted", Boolean, nullable=False),
    Column("corrected_by", Uuid, nullable=False),
    Column("corrected_at", Moment, nullable=False),
    comment="Entries that replaced what was recorded, in their order.",
)

working_hours = Table(
    "working_hours",
    metadata,
    Column("adviser_id", Uuid, ForeignKey(adviser.c.adviser_id), primary_key=True),
    Column("version", Integer, nullable=False),
    comment="Advisers who said when they receive clients.",
)

working_week = Table(
    "working_week",
    metadata,
    Column("adviser_id", Uuid, ForeignKey(working_hours.c.adviser_id), primary_key=True),
    Column("valid_from", Date, primary_key=True),
    Column("hours", JSON, nullable=False),
    comment="Usual weeks: a list of [weekday from 1 for Monday, from, to] in each.",
)

working_exception = Table(
    "working_exception",
    metadata,
    Column("adviser_id", Uuid, ForeignKey(working_hours.c.adviser_id), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("kind", _enumerated, nullable=False),
    Column("hours", JSON, nullable=False),
    comment="Days that differ: a list of [from, to] besides the usual hours in each.",
)

appointment = Table(
    "appointment",
    metadata,
    Column("appointment_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("programme", _number, nullable=False),
    Column("state", _enumerated, nullable=False),
    Column("client_id", Uuid, ForeignKey(client.c.client_id), nullable=False, index=True),
    Column("client_kind", _enumerated, nullable=False),
    Column("field_of_advice", _code, nullable=False),
    Column("form_of_contact", _code, nullable=False),
    Column("wish", Text, nullable=False),
    Column("requested_on", Date, nullable=False),
    Column("adviser_id", Uuid, ForeignKey(adviser.c.adviser_id), nullable=True),
    Column("held_on", Date, nullable=True),
    Column("started_at", Time, nullable=True),
    Column("ended_at", Time, nullable=True),
    Column("outside_hours", Boolean, nullable=True),
    Column("cancelled_on", Date, nullable=True),
    Column("cancelled_by", _enumerated, nullable=True),
    Column("cancellation_remarks", Text, nullable=True),
    CheckConstraint("ended_at > started_at", name="session"),
    Index(None, "adviser_id", "held_on"),
    comment="Advice that was asked for and agreed; with whom and when is null until then.",
)

timesheet = Table(
    "timesheet",
    metadata,
    Column("timesheet_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("adviser_id", Uuid, ForeignKey(adviser.c.adviser_id), nullable=False),
    Column("month", Date, nullable=False),
    Column("closed", Boolean, nullable=False),
    UniqueConstraint("adviser_id", "month"),
    comment="Months of advisers that were closed, and whether they still are.",
)

timesheet_closing = Table(
    "timesheet_closing",
    metadata,
    Column("timesheet_id", Uuid, ForeignKey(timesheet.c.timesheet_id), primary_key=True),
    Column("closing_number", Integer, primary_key=True, autoincrement=False),
    Column("closed_by", Uuid, nullable=False),
    Column("closed_at", Moment, nullable=False),
    Column("late_entries", Integer, nullable=False),
    Column("time", JSON, nullable=False),
    Column("reopened_by", Uuid, nullable=True),
    Column("reopened_at", Moment, nullable=True),
    Column("reopening_reason", _enumerated, nullable=True),
    Column("reopening_remarks", Text, nullable=True),
    comment="What a month came to each time; `time` is [programme, advice, duty] in minutes.",
)

deputy = Table(
    "deputy",
    metadata,
    Column("deputy_id", Uuid, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("staff_id", Uuid, nullable=False, index=True),
    Column("full_name", Text, nullable=False),
    Column("organisation", Text, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Column("recalled_on", Date, nullable=True),
    comment="Who of another organisation stands in for the coordinator, and when.",
)
