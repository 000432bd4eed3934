"""Submitted reports: which there are, what each says, its files, and what changed since."""

from __future__ import annotations

from io import BytesIO
from typing import Final

from flask import Blueprint, abort, render_template, send_file
from flask.typing import ResponseReturnValue

from services.reporting.application.authorise import ROLES
from services.reporting.application.queries import (
    CompareReport,
    ListReports,
    OpenReport,
)
from services.reporting.application.read_reports import (
    compare_report,
    list_reports,
    open_report,
)
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.reports.filed_cells import filed_tables
from services.reporting.reports.template_2005.cover_letter import file_name
from services.reporting.web.asking import ask
from shared.web.guarding import person

pages = Blueprint("reports", __name__, url_prefix="/reports/<programme>")

_TYPES: Final = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@pages.get("/")
def versions(programme: str) -> ResponseReturnValue:
    """Show the submitted versions, and the way to the next one."""
    found = ask(ListReports(actor=person().actor, programme=programme), list_reports)
    return render_template(
        "reporting/versions.html",
        programme=programme,
        versions=found,
        writes=person().has(ROLES[CompareReport]),
    )


@pages.get("/versions/<int:number>")
def version(programme: str, number: int) -> ResponseReturnValue:
    """Show a submitted report; every number opens its figure as it was then."""
    submitted = SubmittedVersion(programme, number)
    found = ask(OpenReport(actor=person().actor, submitted=submitted), open_report)
    return render_template(
        "reporting/version.html",
        filed=found,
        version=found.version,
        submitted=submitted,
        tables=filed_tables(found.version.drawn.value),
        compares=person().has(ROLES[CompareReport]),
    )


@pages.get("/versions/<int:number>/report.<kind>")
def file(programme: str, number: int, kind: str) -> ResponseReturnValue:
    """Send a file as it was submitted, byte for byte."""
    if kind not in _TYPES:
        abort(404)
    query = OpenReport(actor=person().actor, submitted=SubmittedVersion(programme, number))
    drawn = ask(query, open_report).version.drawn
    return send_file(
        BytesIO({"pdf": drawn.pdf, "xlsx": drawn.xlsx}[kind]),
        mimetype=_TYPES[kind],
        as_attachment=True,
        download_name=file_name(programme, number, kind),
    )


@pages.get("/versions/<int:number>/changes")
def changes(programme: str, number: int) -> ResponseReturnValue:
    """Show what reads otherwise today, and which domain events did it."""
    query = CompareReport(actor=person().actor, submitted=SubmittedVersion(programme, number))
    found = ask(query, compare_report)
    return render_template(
        "reporting/changes.html", filed=found.filed, changed=found.changed, programme=programme
    )
