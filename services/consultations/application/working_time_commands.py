"""What can be asked about the staff's working time; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from shared.contracts.consultations import DutyCorrectionReason
from shared.kernel.command import Command


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
