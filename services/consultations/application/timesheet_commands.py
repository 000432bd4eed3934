"""What can be asked about timesheets; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.consultations.application.commands import Query
from shared.contracts.consultations import ReopeningReason
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class CloseTimesheet(Command):
    """Lock a person's month; `month` is its first day."""

    adviser_id: UUID
    month: date


@dataclass(frozen=True, kw_only=True)
class ReopenTimesheet(Command):
    """Open a person's closed month again; `month` is its first day."""

    adviser_id: UUID
    month: date
    reason: ReopeningReason
    remarks: str


@dataclass(frozen=True, kw_only=True)
class TimesheetQuery(Query):
    """Ask for a person's month; `month` is its first day."""

    adviser_id: UUID
    month: date


@dataclass(frozen=True, kw_only=True)
class TimesheetsQuery(Query):
    """Ask for the sheets of a month; `month` is its first day."""

    month: date
