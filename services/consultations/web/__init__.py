"""The pages of consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.consultations.domain import appointment_refusals as of_appointments
from services.consultations.domain import path_refusals as of_paths
from services.consultations.domain import refusals
from services.consultations.domain import working_time_refusals as of_working_time
from services.consultations.web import (
    appointments,
    approvals,
    calendar,
    card_decisions,
    card_writing,
    cards,
    client_files,
    client_forms,
    client_way,
    clients,
    importing,
    merging,
    register,
    scans,
    team,
    timesheets,
    waiting,
    working_time,
)
from services.consultations.web.asking import said
from shared.web.application import service_app

if TYPE_CHECKING:
    from flask import Flask

    from shared.web.site import Site

NOT_FOUND: Final = (
    refusals.CardNotFound,
    refusals.ScanNotFound,
    refusals.ClientNotFound,
    refusals.AdviserNotFound,
    of_appointments.AppointmentNotFound,
    of_paths.PathNotFound,
    of_paths.ReferralNotFound,
    of_working_time.DutyNotFound,
    of_working_time.DeputyNotFound,
)
"""What is refused where the address names no record of this node."""

_VIEWS: Final = (
    waiting,
    cards,
    card_writing,
    card_decisions,
    scans,
    approvals,
    register,
    timesheets,
    clients,
    client_files,
    client_forms,
    client_way,
    merging,
    calendar,
    appointments,
    working_time,
    team,
    importing,
)


def create_app(site: Site) -> Flask:
    """Return the application that is mounted at `/consultations`."""
    app = service_app(__name__, site, sentence=said, not_found=NOT_FOUND)
    for views in _VIEWS:
        app.register_blueprint(views.pages)
    return app
