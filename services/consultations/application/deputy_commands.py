"""What can be asked about deputies; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from services.consultations.application.commands import Query
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class AppointDeputy(Command):
    """Let somebody of another organisation stand in for the coordinator between two days."""

    deputy_id: UUID
    staff_id: UUID
    full_name: str
    organisation: str
    valid_from: date
    valid_to: date


@dataclass(frozen=True, kw_only=True)
class RecallDeputy(Command):
    """End an appointment at once."""

    deputy_id: UUID


@dataclass(frozen=True, kw_only=True)
class DeputiesQuery(Query):
    """Ask for all appointments, also those that are over."""
