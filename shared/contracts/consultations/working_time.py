"""Working time of the staff: duty, working hours, timesheets, and who may stand in (2.4)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.contracts.domain_event import DomainEvent

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


class StaffRole(StrEnum):
    """In which role somebody gives advice (programme-2009.md, "Staff")."""

    CONSULTANT = "consultant"
    EXPERT = "expert"


class DutyCorrectionReason(StrEnum):
    """Why a recorded duty was corrected; the words stay at the node."""

    WRONG_DATE_OR_TIME = "wrong_date_or_time"
    ANNULLED = "annulled"
    OTHER = "other"


class ReopeningReason(StrEnum):
    """Why a closed month was opened again; the words stay at the node."""

    LATE_CARD = "late_card"
    WRONG_ENTRY = "wrong_entry"
    CALL_OF_CONTROLLER = "call_of_controller"
    OTHER = "other"


class WorkingExceptionKind(StrEnum):
    """How a day differs from an adviser's usual working hours."""

    ABSENT = "absent"
    ADDITIONAL = "additional"


@dataclass(frozen=True, kw_only=True)
class AdviserRegistered(DomainEvent):
    """Somebody may give advice at this node from a day on; told again at every change."""

    adviser_id: UUID
    staff_role: StaffRole
    active_from: date
    active_to: date | None = None


@dataclass(frozen=True, kw_only=True)
class WorkingHoursSet(DomainEvent):
    """From a day on an adviser receives clients for `weekly_minutes` a week, at set hours."""

    adviser_id: UUID
    valid_from: date
    weekly_minutes: int


@dataclass(frozen=True, kw_only=True)
class WorkingExceptionSet(DomainEvent):
    """One day differs: the adviser is absent, or receives for `minutes` besides the usual hours."""

    adviser_id: UUID
    day: date
    kind: WorkingExceptionKind
    minutes: int


@dataclass(frozen=True, kw_only=True)
class DutyHeld(DomainEvent):
    """An adviser kept the consulting point open: work time, never an advice hour (V5)."""

    duty_id: UUID
    adviser_id: UUID
    held_on: date
    minutes: int


@dataclass(frozen=True, kw_only=True)
class DutyCorrected(DomainEvent):
    """An entry replaces what was recorded as a duty; `counted` is false if it is annulled."""

    duty_id: UUID
    adviser_id: UUID
    held_on: date
    minutes: int
    counted: bool
    reason: DutyCorrectionReason
    corrected_by: UUID


@dataclass(frozen=True, kw_only=True)
class ProgrammeTime:
    """A person's minutes in one programme in one month (V6); duty and advice apart (V5)."""

    programme: str
    advice_minutes: int
    duty_minutes: int


@dataclass(frozen=True, kw_only=True)
class TimesheetClosed(DomainEvent):
    """A person's month was added up and locked; `month` is its first day."""

    timesheet_id: UUID
    adviser_id: UUID
    month: date
    closed_by: UUID
    late_entries: int
    time: tuple[ProgrammeTime, ...]


@dataclass(frozen=True, kw_only=True)
class TimesheetReopened(DomainEvent):
    """A closed month was opened again, so that an entry can be made or put right (V4)."""

    timesheet_id: UUID
    adviser_id: UUID
    month: date
    reopened_by: UUID
    reason: ReopeningReason


@dataclass(frozen=True, kw_only=True)
class DeputyAppointed(DomainEvent):
    """Somebody may approve for this node's coordinator between two days, both included."""

    deputy_id: UUID
    staff_id: UUID
    valid_from: date
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class DeputyRecalled(DomainEvent):
    """A deputy may no longer approve; what was approved stays so."""

    deputy_id: UUID
    recalled_on: date
