"""What can be asked about appointments; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from services.consultations.application.commands import Query
from shared.contracts.consultations import CancelledBy
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class RequestAdvice(Command):
    """Keep a client's wish for advice; `programme` is its code, without a version."""

    appointment_id: UUID
    programme: str
    client_id: UUID
    field_of_advice: str
    form_of_contact: str
    wish: str


@dataclass(frozen=True, kw_only=True)
class ScheduleAdvice(Command):
    """Agree on a time with an adviser, or on another one than before."""

    appointment_id: UUID
    adviser_id: UUID
    held_on: date
    started_at: time
    ended_at: time
    outside_hours: bool


@dataclass(frozen=True, kw_only=True)
class CancelAdvice(Command):
    """Give an appointment or a request up."""

    appointment_id: UUID
    cancelled_by: CancelledBy
    remarks: str


@dataclass(frozen=True, kw_only=True)
class RecordNoShow(Command):
    """Record that the client did not come."""

    appointment_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecordAdviceHeld(Command):
    """Record that client and adviser met as agreed."""

    appointment_id: UUID


@dataclass(frozen=True, kw_only=True)
class AppointmentQuery(Query):
    """Ask for everything about an appointment."""

    appointment_id: UUID
