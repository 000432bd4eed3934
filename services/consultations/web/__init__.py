"""The pages of consultations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

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
    team,
    timesheets,
    waiting,
    working_time,
)
from services.consultations.web.asking import said
from services.consultations.web.refusals import NOT_FOUND
from shared.web.application import service_app

if TYPE_CHECKING:
    from flask import Flask

    from shared.web.site import Site

_VIEWS: Final = (
    waiting,
    cards,
    card_writing,
    card_decisions,
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
