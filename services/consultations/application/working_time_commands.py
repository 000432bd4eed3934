"""What can be asked about the staff's working time; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from services.consultations.application.commands import Query
from services.consultations.domain.working_hours import WorkingException, WorkingWeek
from shared.contracts.consultations import DutyCorrectionReason
from shared.kernel.command import Command
from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class RecordDuty(Command):
    """Record a duty under a programme; `programme` is its code, without a version."""

    duty_id: UUID
    adviser_id: UUID
    held_on: date
    started_at: time
    ended_at: time
    programme: str


@dataclass(frozen=True, kw_only=True)
class CorrectDuty(Command):
    """Replace what was recorded as a duty; it keeps its adviser and its programme."""

    duty_id: UUID
    held_on: date
    started_at: time
    ended_at: time
    reason: DutyCorrectionReason
    remarks: str
    counted: bool


@dataclass(frozen=True, kw_only=True)
class SetWorkingHours(Command):
    """Let an adviser's usual week begin on a day."""

    adviser_id: UUID
    week: WorkingWeek


@dataclass(frozen=True, kw_only=True)
class SetWorkingException(Command):
    """Let one day of an adviser differ."""

    adviser_id: UUID
    exception: WorkingException


@dataclass(frozen=True, kw_only=True)
class FreeSlotsQuery(Query):
    """Ask when an adviser can receive a client."""

    adviser_id: UUID
    period: Period


@dataclass(frozen=True, kw_only=True)
class WorkingHoursQuery(Query):
    """Ask when an adviser usually receives clients, and which days differ."""

    adviser_id: UUID
