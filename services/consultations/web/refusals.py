"""Which refusals mean that there is no such record."""

from __future__ import annotations

from typing import Final

from services.consultations.domain import appointment_refusals as of_appointments
from services.consultations.domain import path_refusals as of_paths
from services.consultations.domain import refusals
from services.consultations.domain import working_time_refusals as of_working_time

NOT_FOUND: Final = (
    refusals.CardNotFound,
    refusals.ClientNotFound,
    refusals.AdviserNotFound,
    refusals.ScanNotFound,
    of_appointments.AppointmentNotFound,
    of_paths.PathNotFound,
    of_paths.ReferralNotFound,
    of_working_time.DutyNotFound,
    of_working_time.DeputyNotFound,
)
"""What is refused where the address names no record of this node."""
