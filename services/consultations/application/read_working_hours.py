"""Somebody of the staff reads when an adviser receives clients, before saying something else."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.application.authorise import authorise
from services.consultations.application.ports import Records
from services.consultations.application.working_time_commands import WorkingHoursQuery
from services.consultations.domain.adviser import Adviser
from services.consultations.domain.working_hours import WorkingHours


@dataclass(frozen=True, kw_only=True)
class WorkingHoursRead:
    """Whose hours they are, all usual weeks, and all days that differ."""

    adviser: Adviser
    hours: WorkingHours


def read_working_hours(query: WorkingHoursQuery, records: Records) -> WorkingHoursRead:
    authorise(query)
    adviser = records.advisers.get(query.adviser_id)
    return WorkingHoursRead(adviser=adviser, hours=records.working_hours.of(adviser.id))
