"""The dashboard, and what waits for the person who logged in."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.reporting.application.authorise import ROLES
from services.reporting.application.list_open_points import list_open_points
from services.reporting.application.list_programmes import list_programmes
from services.reporting.application.queries import (
    ListOpenPoints,
    ListProgrammes,
    ListReports,
    ReadDashboard,
    ReadWaiting,
)
from services.reporting.application.read_dashboard import read_dashboard
from services.reporting.application.read_waiting import read_waiting
from services.reporting.web.asking import ask, ask_now, runtime
from services.reporting.web.charts import months_as_bars, schedule_as_marks
from shared.web.guarding import person

pages = Blueprint("dashboard", __name__)


@pages.get("/")
def programmes() -> ResponseReturnValue:
    """Show the programmes; with only one, what there is to see of it."""
    found = ask(ListProgrammes(actor=person().actor), list_programmes)
    sees_dashboard = person().has(ROLES[ReadDashboard])
    if len(found) != 1:
        return render_template(
            "reporting/programmes.html",
            programmes=found,
            sees_dashboard=sees_dashboard,
            reads=person().has(ROLES[ListReports]),
        )
    page = "dashboard.dashboard" if sees_dashboard else "reports.versions"
    return redirect(url_for(page, programme=found[0].code))


@pages.get("/dashboard/<programme>")
def dashboard(programme: str) -> ResponseReturnValue:
    """Show a programme as it stands."""
    query = ReadDashboard(actor=person().actor, programme=programme)
    found = ask_now(query, read_dashboard)
    return render_template(
        "reporting/dashboard.html",
        board=found,
        charts={tile.code: months_as_bars(tile.months) for tile in found.tiles},
        schedule=schedule_as_marks(found),
        reads=person().has(ROLES[ListReports]),
    )


@pages.get("/open")
def open_points() -> ResponseReturnValue:
    """Show the nodes and domain events that have to be seen to."""
    found = ask(ListOpenPoints(actor=person().actor), list_open_points)
    return render_template("reporting/open.html", points=found)


@pages.get("/waiting")
def waiting() -> ResponseReturnValue:
    """Show what waits, as a part of the start page."""
    found = ask_now(ReadWaiting(actor=person().actor), read_waiting)
    return render_template("reporting/waiting.html", waiting=found, node=runtime().node)
