"""What queries about timesheets, advisers, deputies and the register of advice answer, as JSON."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields

from shared.contracts import consultations as contracts
from shared.kernel.hours import hours as hours_of

TEXT: Final = {"type": "string"}
"""What is computed here says of what type it is."""


class TimeEntryAnswer(Schema):
    """A stretch of working time, with when it was held and when it was entered."""

    kind = fields.String()
    record_id = fields.UUID()
    card_number = fields.String(attribute="number")
    programme = fields.String()
    held_on = fields.Date(attribute="session.held_on")
    started_at = fields.Time("%H:%M", attribute="session.started_at")
    ended_at = fields.Time("%H:%M", attribute="session.ended_at")
    minutes = fields.Integer(attribute="session.minutes")
    hours = fields.Function(lambda entry: str(hours_of(entry.session.minutes)), metadata=TEXT)
    entered_at = fields.DateTime()
    corrected_at = fields.DateTime(allow_none=True)
    late = fields.Boolean()


class DayOfWorkAnswer(Schema):
    """A day's entries and sums; what is at work in both advice and duty is in the hours once."""

    day = fields.Date()
    entries = fields.List(fields.Nested(TimeEntryAnswer))
    advice_minutes = fields.Integer()
    duty_minutes = fields.Integer()
    minutes_at_work = fields.Integer()
    hours_at_work = fields.Function(lambda day: str(hours_of(day.minutes_at_work)), metadata=TEXT)


class ProgrammeTimeAnswer(Schema):
    """A person's time in one programme, advice and duty apart."""

    programme = fields.String()
    advice_minutes = fields.Integer()
    duty_minutes = fields.Integer()
    advice_hours = fields.Function(lambda time: str(hours_of(time.advice_minutes)), metadata=TEXT)
    duty_hours = fields.Function(lambda time: str(hours_of(time.duty_minutes)), metadata=TEXT)


class ReopeningAnswer(Schema):
    """Why a closed month was opened."""

    reopened_by = fields.UUID()
    reopened_at = fields.DateTime()
    reason = fields.Enum(contracts.ReopeningReason, by_value=True)
    remarks = fields.String()


class ClosingAnswer(Schema):
    """What a month came to when it was closed."""

    number = fields.Integer()
    closed_by = fields.UUID()
    closed_at = fields.DateTime()
    late_entries = fields.Integer()
    time = fields.List(fields.Nested(ProgrammeTimeAnswer))
    reopening = fields.Nested(ReopeningAnswer, allow_none=True)


class TimesheetAnswer(Schema):
    """A person's month as it is now, and each time that it was closed.

    `minutes_at_work` counts advice during duty once; `pending` are cards that wait for approval.
    Hours are decimal numbers, rounded half up; minutes are what is added up.
    """

    timesheet_id = fields.UUID(attribute="sheet.id")
    adviser_id = fields.UUID(attribute="sheet.adviser_id")
    full_name = fields.String(attribute="adviser.full_name")
    first = fields.Date(attribute="work.period.first")
    last = fields.Date(attribute="work.period.last")
    closed = fields.Function(
        lambda read: read.sheet.closing is not None, metadata={"type": "boolean"}
    )
    days = fields.List(fields.Nested(DayOfWorkAnswer), attribute="work.days")
    pending = fields.List(fields.Nested(TimeEntryAnswer), attribute="work.pending")
    time = fields.List(fields.Nested(ProgrammeTimeAnswer), attribute="work.time")
    minutes_at_work = fields.Integer(attribute="work.minutes_at_work")
    hours_at_work = fields.Function(
        lambda read: str(hours_of(read.work.minutes_at_work)), metadata=TEXT
    )
    closings = fields.List(fields.Nested(ClosingAnswer), attribute="sheet.closings")


class TimesheetLineAnswer(Schema):
    """A person's sheet of a month on one line; hours as in a timesheet."""

    adviser_id = fields.UUID(attribute="adviser.id")
    full_name = fields.String(attribute="adviser.full_name")
    advice_minutes = fields.Integer(attribute="time.advice_minutes")
    duty_minutes = fields.Integer(attribute="time.duty_minutes")
    pending_cards = fields.Integer(attribute="time.pending_cards")
    closed = fields.Boolean()


class TimesheetsAnswer(Schema):
    """The sheets of a month, in the order of names."""

    timesheets = fields.List(fields.Nested(TimesheetLineAnswer))


class WaitingAnswer(Schema):
    """So much of a kind waits, `late` of it for too long."""

    kind = fields.String()
    count = fields.Integer()
    late = fields.Integer()


class WhatWaitsAnswer(Schema):
    """What waits for whoever asked: every kind of their work, also where none waits."""

    waiting = fields.List(fields.Nested(WaitingAnswer))


class AdviserAnswer(Schema):
    """Who gives advice, and when; both days belong to it, without a last one it goes on."""

    adviser_id = fields.UUID(attribute="id")
    version = fields.Integer()
    full_name = fields.String()
    staff_role = fields.String()
    active_from = fields.Date()
    active_to = fields.Date()


class AdvisersAnswer(Schema):
    """All advisers, by name."""

    advisers = fields.List(fields.Nested(AdviserAnswer))


class DeputyAnswer(Schema):
    """Who stands in for the coordinator, and when; both days belong to it."""

    deputy_id = fields.UUID(attribute="id")
    staff_id = fields.UUID()
    full_name = fields.String()
    organisation = fields.String()
    valid_from = fields.Date()
    valid_to = fields.Date()
    recalled_on = fields.Date(allow_none=True)


class DeputiesAnswer(Schema):
    """All deputies, the first to begin first."""

    deputies = fields.List(fields.Nested(DeputyAnswer))


class RegisterRowAnswer(Schema):
    """A card in the register."""

    card_id = fields.UUID()
    card_number = fields.String()
    programme = fields.String()
    held_on = fields.Date(attribute="session.held_on")
    started_at = fields.Time("%H:%M", attribute="session.started_at")
    ended_at = fields.Time("%H:%M", attribute="session.ended_at")
    minutes = fields.Integer(attribute="session.minutes")
    hours = fields.Function(lambda row: str(hours_of(row.session.minutes)), metadata=TEXT)
    client_kinds = fields.List(fields.Enum(contracts.ClientKind, by_value=True))
    field_of_advice = fields.String()
    form_of_contact = fields.String()
    advisers = fields.List(fields.String())
    state = fields.String()
    counted = fields.Boolean()


class RegisterAnswer(Schema):
    """A page of the register, and the sums of all its pages; hours as in a timesheet."""

    rows = fields.List(fields.Nested(RegisterRowAnswer))
    page = fields.Integer()
    pages = fields.Integer()
    cards = fields.Integer(attribute="sums.cards")
    counted_cards = fields.Integer(attribute="sums.counted_cards")
    minutes = fields.Integer(attribute="sums.minutes")
    hours = fields.Function(lambda page: str(hours_of(page.sums.minutes)), metadata=TEXT)
