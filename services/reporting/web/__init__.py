"""Pages of reporting: the dashboard, figures down to domain events, and the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import ROLES
from services.reporting.application.queries import OpenRows
from services.reporting.web import (
    dashboard,
    figures,
    reports,
    searching,
    verification,
    wording,
    writing,
)
from services.reporting.web.addresses import event_address, figure_address
from services.reporting.web.asking import REPORTING, said
from services.reporting.web.events_in_words import happened
from services.reporting.web.refusals import NOT_FOUND
from shared.kernel import polish
from shared.web.application import service_app
from shared.web.equipping import equip
from shared.web.staff_names import name_of
from shared.web.workplace import Workplace

if TYPE_CHECKING:
    from flask import Flask

    from shared.web.site import Site


def create_app(site: Site) -> Flask:
    """Return the application that stands under `/reporting`."""
    app = service_app(__name__, site, sentence=said, not_found=NOT_FOUND)
    app.jinja_env.globals.update(
        days=polish.days,
        event_address=event_address,
        figure_address=figure_address,
        happened=happened,
        months=polish.months,
        name_of=name_of,
        wording=wording,
    )
    for pages in (
        dashboard.pages,
        figures.pages,
        reports.pages,
        writing.pages,
        verification.pages,
        searching.pages,
    ):
        app.register_blueprint(pages)
    equip(app, Workplace(service=REPORTING, lists={"figures.rows": ROLES[OpenRows]}, sentence=said))
    return app
