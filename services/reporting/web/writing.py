"""The report before it is submitted: preview, words, check list, submission."""

from __future__ import annotations

from functools import partial
from http import HTTPStatus

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.reporting.application.authorise import ROLES
from services.reporting.application.commands import EditNarrative, SubmitReport
from services.reporting.application.edit_narrative import edit_narrative
from services.reporting.application.list_programmes import open_programme
from services.reporting.application.preview_report import preview_report
from services.reporting.application.queries import (
    OpenProgramme,
    PreviewReport,
    ReadNarrative,
    ReadSubmissionChecklist,
)
from services.reporting.application.read_narrative import Narrative, read_narrative
from services.reporting.application.read_submission_checklist import read_submission_checklist
from services.reporting.application.submit_report import submit_report
from services.reporting.domain.report_order import ReportOrder
from services.reporting.reports.drawing import ReportDrawing
from services.reporting.reports.template_2005.outline import header_fields, outline, title_line
from services.reporting.requests.narrative import EditNarrativeRequest
from services.reporting.requests.reports import SubmitReportRequest
from services.reporting.web.asking import ask, ask_now, perform, runtime, said
from services.reporting.web.wording import ROLES as ROLES_THAT_ACT
from services.reporting.web.wording import section_title
from shared.contracts.programme import Programme
from shared.documents.season import SEASON_BANNER
from shared.kernel import polish
from shared.kernel.clock import business_day
from shared.kernel.command import Refusal, Role, StaleRecord
from shared.web.forms import Form
from shared.web.guarding import only_for, person

pages = Blueprint("writing", __name__, url_prefix="/reports/<programme>")

_LINES = ("attachments", "signatories")


@pages.get("/preview")
def preview(programme: str) -> ResponseReturnValue:
    """Show the report as it would be submitted now."""
    order = _usual_order(_programme(programme))
    query = PreviewReport(actor=person().actor, programme=programme, order=order)
    report = ask(query, lambda asked, found: preview_report(asked, found, found.previewing))
    return render_template(
        "reporting/preview.html",
        programme=programme,
        report=report,
        title=title_line(report.header),
        fields=header_fields(report.header),
        parts=outline(report),
    )


@pages.get("/narrative")
def narrative(programme: str) -> ResponseReturnValue:
    """Show the words of the report, each section with what was prefilled, and its history."""
    found = ask_now(ReadNarrative(actor=person().actor, programme=programme), read_narrative)
    return _narrative_page(found)


@pages.post("/narrative/<section>")
def edit(programme: str, section: str) -> ResponseReturnValue:
    """Keep the words of a section: sent by its button, or by itself while somebody types."""
    form = Form.sent(numbers=("expected_version",))
    edited = form.attempt(
        lambda: perform(
            EditNarrativeRequest().load(
                form.command(person().actor, programme=programme, section=section)
            ),
            edit_narrative,
        ),
        _told,
    )
    if request.accept_mimetypes.best == "application/json":
        if edited is None:
            return jsonify(problem=_problem(form)), HTTPStatus.CONFLICT
        return jsonify(version=edited["version"], saved=_saved_now())
    if edited is None:
        found = ask_now(ReadNarrative(actor=person().actor, programme=programme), read_narrative)
        return _narrative_page(found, section, form), HTTPStatus.CONFLICT
    flash(_saved_now())
    return redirect(url_for(".narrative", programme=programme, _anchor=section))


@pages.get("/checklist")
def checklist(programme: str) -> ResponseReturnValue:
    """Show what is open before the report is submitted, and who has to act."""
    query = ReadSubmissionChecklist(actor=person().actor, programme=programme, who=_asked_role())
    found = ask_now(query, read_submission_checklist)
    known = _programme(programme)
    return render_template(
        "reporting/checklist.html",
        programme=programme,
        points=found.points,
        who=query.who,
        naming_parked=found.naming_parked,
        titles={
            point.section: section_title(point.section, known)
            for point in found.points
            if point.section
        },
        submits=person().has(ROLES[SubmitReport]),
    )


@pages.get("/submission")
@only_for(ROLES[SubmitReport])
def submission(programme: str) -> ResponseReturnValue:
    """Show the form by which the report is submitted."""
    order = _usual_order(_programme(programme))
    form = Form.blank(
        kind=order.kind.value,
        first=order.period.first.isoformat(),
        last=order.period.last.isoformat(),
        dated=order.dated.isoformat(),
        attachments="\n".join(order.attachments),
        signatories="\n".join(order.signatories),
    )
    return _submission_page(programme, form)


@pages.post("/submission")
def submit(programme: str) -> ResponseReturnValue:
    """Submit the report: it is frozen for ever."""
    form = Form.sent(flags=("naming_parked",))
    lines = {name: str(form.value(name)).splitlines() for name in _LINES}
    submitted = form.attempt(
        lambda: perform(
            SubmitReportRequest().load(
                form.command(person().actor, programme=programme, banner=banner(), **lines)
            ),
            partial(submit_report, drawing=ReportDrawing.at(runtime())),
        ),
        said,
    )
    if submitted is None:
        return _submission_page(programme, form), HTTPStatus.UNPROCESSABLE_ENTITY
    flash(_("Sprawozdanie złożone jako wersja %(number)s.", number=submitted["version"]))
    return redirect(url_for("reports.version", programme=programme, number=submitted["version"]))


def _asked_role() -> Role | None:
    """Return for whose points the address asks; whatever is no role is nobody's."""
    asked = request.args.get("who", "")
    return Role(asked) if asked in {role.value for role in ROLES_THAT_ACT} else None


def _programme(code: str) -> Programme:
    return ask(OpenProgramme(actor=person().actor, programme=code), open_programme)


def _usual_order(programme: Programme) -> ReportOrder:
    return ReportOrder.final(programme, business_day(runtime().clock.now()), banner=banner())


def banner() -> str:
    """Return what stands on reports where business time is played."""
    return SEASON_BANNER if runtime().plays_business_time else ""


def _narrative_page(found: Narrative, section: str = "", sent: Form | None = None) -> str:
    """Draw all sections; one that could not be kept has what was typed, to be sent once more."""
    forms = {}
    for each in found.sections:
        form = Form.blank(text=each.text, expected_version=each.version)
        if sent is not None and each.section == section:
            # Whoever sends it again has seen what stands there now.
            typed = {"text": sent.value("text"), "expected_version": each.version}
            form = Form(typed, errors=sent.errors, problem=sent.problem)
        forms[each.section] = form
    return render_template(
        "reporting/narrative.html",
        programme=found.programme.code,
        narrative=found,
        titles={name: section_title(name, found.programme) for name in forms},
        forms=forms,
        writes=person().has(ROLES[EditNarrative]),
    )


def _submission_page(programme: str, form: Form) -> str:
    return render_template("reporting/submission.html", programme=programme, form=form)


def _problem(form: Form) -> str:
    told = [message for messages in form.errors.values() for message in messages]
    return form.problem or " ".join(told)


def _told(refusal: Refusal) -> str:
    if isinstance(refusal, StaleRecord):
        return _(
            "Ktoś inny zmienił tę część w międzyczasie. Porównaj obie treści i zapisz tę, która "
            "ma zostać."
        )
    return said(refusal)


def _saved_now() -> str:
    return _("Zapisano: %(moment)s", moment=polish.moment(runtime().clock.now()))
