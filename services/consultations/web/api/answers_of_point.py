"""What pages of the consulting point and of working time show, as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.consultations.answers import ClientAnswer, SupportPathAnswer
from services.consultations.answers_of_work import TimeEntryAnswer
from services.consultations.domain.appointment import AppointmentState
from shared.contracts.consultations import ClientKind, StaffRole, WorkingExceptionKind


class AppointmentRowAnswer(Schema):
    """One appointment with the client's name; until something is agreed it has no adviser."""

    appointment_id = fields.UUID()
    state = fields.Enum(AppointmentState, by_value=True)
    programme = fields.String()
    requested_on = fields.Date()
    held_on = fields.Date(attribute="session.held_on")
    started_at = fields.Time("%H:%M", attribute="session.started_at")
    ended_at = fields.Time("%H:%M", attribute="session.ended_at")
    outside_hours = fields.Boolean()
    client_id = fields.UUID()
    client_kind = fields.Enum(ClientKind, by_value=True)
    client_name = fields.String()
    adviser_id = fields.UUID(allow_none=True)
    adviser = fields.String(allow_none=True)
    field_of_advice = fields.String()
    form_of_contact = fields.String()


class AppointmentPageAnswer(Schema):
    """A page of the list of appointments, and how many all pages have."""

    rows = fields.List(fields.Nested(AppointmentRowAnswer))
    page = fields.Integer()
    pages = fields.Integer()
    appointments = fields.Integer()


class StretchAnswer(Schema):
    """From a time to a time."""

    started_at = fields.Time("%H:%M")
    ended_at = fields.Time("%H:%M")


class WeeklyStretchAnswer(StretchAnswer):
    """Hours of one day of each week; 1 is Monday."""

    weekday = fields.Integer()


class WorkingWeekAnswer(Schema):
    """The usual week from a day on."""

    valid_from = fields.Date()
    hours = fields.List(fields.Nested(WeeklyStretchAnswer))


class WorkingExceptionAnswer(Schema):
    """A day that differs."""

    day = fields.Date()
    kind = fields.Enum(WorkingExceptionKind, by_value=True)
    hours = fields.List(fields.Nested(StretchAnswer))


class AdviserAnswer(Schema):
    """Who gives advice here, and since when."""

    adviser_id = fields.UUID(attribute="id")
    version = fields.Integer()
    full_name = fields.String()
    staff_role = fields.Enum(StaffRole, by_value=True)
    active_from = fields.Date()
    active_to = fields.Date(allow_none=True)


class AdvisersAnswer(Schema):
    """All advisers, by name."""

    advisers = fields.List(fields.Nested(AdviserAnswer))


class WorkingHoursAnswer(Schema):
    """Whose hours they are, all usual weeks, and all days that differ."""

    adviser = fields.Nested(AdviserAnswer)
    weeks = fields.List(fields.Nested(WorkingWeekAnswer), attribute="hours.weeks")
    exceptions = fields.List(fields.Nested(WorkingExceptionAnswer), attribute="hours.exceptions")


class ConsultingDayAnswer(Schema):
    """One adviser's day: hours of reception, what is in them, and what is left."""

    day = fields.Date()
    hours = fields.List(fields.Nested(StretchAnswer))
    exception = fields.Nested(WorkingExceptionAnswer, allow_none=True)
    duties = fields.List(fields.Nested(TimeEntryAnswer))
    cards = fields.List(fields.Nested(TimeEntryAnswer))
    appointments = fields.List(fields.Nested(AppointmentRowAnswer))
    free = fields.List(fields.Nested(StretchAnswer))


class AdviserWeekAnswer(Schema):
    """One adviser's days in order."""

    adviser = fields.Nested(AdviserAnswer)
    days = fields.List(fields.Nested(ConsultingDayAnswer))


class ConsultingWeekAnswer(Schema):
    """The week from Monday to Sunday, adviser by adviser."""

    first = fields.Date(attribute="period.first")
    last = fields.Date(attribute="period.last")
    public_holidays = fields.List(fields.Date())
    weeks = fields.List(fields.Nested(AdviserWeekAnswer))


class EntryAnswer(Schema):
    """A code and what it stands for."""

    code = fields.String()
    label = fields.String()


class ProgrammeChoicesAnswer(Schema):
    """The codes of a programme that is in force."""

    code = fields.String()
    version = fields.Integer()
    title = fields.String()
    first_day = fields.Date()
    last_day = fields.Date()
    fields_of_advice = fields.List(fields.Nested(EntryAnswer))
    forms_of_contact = fields.List(fields.Nested(EntryAnswer))


class PartnerAnswer(Schema):
    """Another node, to which clients may be referred."""

    node = fields.String()
    name = fields.String()


class ChoicesAnswer(Schema):
    """What forms offer at this node; support paths are those of the clients asked about."""

    clients = fields.List(fields.Nested(ClientAnswer))
    advisers = fields.List(fields.Nested(AdviserAnswer))
    programmes = fields.List(fields.Nested(ProgrammeChoicesAnswer))
    support_paths = fields.List(fields.Nested(SupportPathAnswer))
    other_nodes = fields.List(fields.Nested(PartnerAnswer))
