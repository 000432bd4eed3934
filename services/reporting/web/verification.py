"""The public page on which a printed report is checked by the digest on its pages."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.reporting.application.verify_report import verify_report
from services.reporting.requests.reports import VerifyReportRequest
from services.reporting.web.asking import ask, said
from shared.web.forms import Form
from shared.web.guarding import public

pages = Blueprint("verification", __name__)


@pages.get("/verification")
@public
def verification() -> ResponseReturnValue:
    """Ask for a digest, or say which submitted report has it."""
    form = Form.blank(digest=request.args.get("digest"))
    if "digest" not in request.args:
        return render_template("reporting/verification.html", form=form, report=None)
    found = form.attempt(
        lambda: ask(VerifyReportRequest().load(form.values)["digest"], verify_report), said
    )
    status = HTTPStatus.OK if found is not None else HTTPStatus.NOT_FOUND
    return render_template("reporting/verification.html", form=form, report=found), status
