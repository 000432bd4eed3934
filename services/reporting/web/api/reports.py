"""The report: preview, words, check list, submission, submitted versions, and what is parked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from services.reporting.application import commands, queries
from services.reporting.application.discard_parked import discard_parked
from services.reporting.application.edit_narrative import edit_narrative
from services.reporting.application.preview_report import preview_report
from services.reporting.application.publish_programme import publish_programme
from services.reporting.application.read_narrative import read_narrative
from services.reporting.application.read_reports import compare_report, list_reports, open_report
from services.reporting.application.read_submission_checklist import read_submission_checklist
from services.reporting.application.retry_parked import retry_parked
from services.reporting.application.submit_report import submit_report
from services.reporting.application.take_back_discarded import take_back_discarded
from services.reporting.application.verify_report import verify_report
from services.reporting.domain.refusals import UnknownSection
from services.reporting.reports.drawing import ReportDrawing
from services.reporting.requests import questions, schemas
from services.reporting.requests.narrative import EditNarrativeRequest
from services.reporting.requests.reports import SubmitReportRequest, VerifyReportRequest
from services.reporting.web.api.answers import ChecklistAnswer
from services.reporting.web.api.answers_of_reports import (
    ComparisonAnswer,
    EditedAnswer,
    FiledReportAnswer,
    NarrativeAnswer,
    PreviewAnswer,
    PublishedAnswer,
    ReportsAnswer,
    SectionAnswer,
    StillParkedAnswer,
    SubmittedAnswer,
    VerifiedAnswer,
)
from services.reporting.web.api.asking import API, whenever
from services.reporting.web.asking import runtime
from services.reporting.web.writing import banner
from shared.web.api.operations import Drawn

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.ports import ReportingWork
    from services.reporting.application.submit_report import Submitted
    from services.reporting.domain.narrative import SectionText
    from services.reporting.domain.report_version import FiledReport
    from services.reporting.snapshot import Snapshot

reports: Final = API.topic(
    "reports", "The Ministry's report, from its words to what changed since."
)

_OF: Final = "/programmes/<programme>"
_VERSION: Final = f"{_OF}/reports/<int:version>"
_PDF: Final = "application/pdf"
_XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _section(asked: questions.SectionQuestion, records: Snapshot, now: datetime) -> SectionText:
    found = read_narrative(asked.query, records, now)
    for each in found.sections:
        if each.section == asked.section:
            return each
    raise UnknownSection(asked.section, found.programme.code)


def _preview(query: queries.PreviewReport, records: Snapshot, _now: datetime) -> object:
    return preview_report(query, records, records.previewing)


def _submit(command: commands.SubmitReport, work: ReportingWork, now: datetime) -> Submitted:
    return submit_report(command, work, now, drawing=ReportDrawing.at(runtime()))


def _verify(asked: Mapping[str, str], records: Snapshot, _now: datetime) -> object:
    return verify_report(asked["digest"], records)


def _pdf(filed: FiledReport) -> Drawn:
    return _file(filed, _PDF, "pdf", filed.version.drawn.pdf)


def _xlsx(filed: FiledReport) -> Drawn:
    return _file(filed, _XLSX, "xlsx", filed.version.drawn.xlsx)


def _file(filed: FiledReport, media_type: str, ending: str, content: bytes) -> Drawn:
    version = filed.version
    name = f"sprawozdanie-{version.drawn.programme}-wersja-{version.number}.{ending}"
    return Drawn(media_type=media_type, name=name, content=content)


reports.question(
    f"{_OF}/preview",
    queries.PreviewReport,
    questions.PreviewReportRequest,
    _preview,
    PreviewAnswer(),
    named="value",
)
reports.question(
    f"{_OF}/checklist",
    queries.ReadSubmissionChecklist,
    questions.ReadChecklistRequest,
    read_submission_checklist,
    ChecklistAnswer(),
)
reports.question(
    f"{_OF}/narrative",
    queries.ReadNarrative,
    questions.ReadNarrativeRequest,
    read_narrative,
    NarrativeAnswer(),
)
reports.question(
    f"{_OF}/narrative/<section>",
    queries.ReadNarrative,
    questions.ReadSectionRequest,
    _section,
    SectionAnswer(),
    name="ReadNarrativeSection",
    version=lambda section: section.version,
)
reports.question(
    f"{_OF}/reports",
    queries.ListReports,
    questions.ListReportsRequest,
    whenever(list_reports),
    ReportsAnswer(),
    named="reports",
)
reports.question(
    _VERSION,
    queries.OpenReport,
    questions.OpenReportRequest,
    whenever(open_report),
    FiledReportAnswer(),
)
for _media_type, _ending, _draw in ((_PDF, "pdf", _pdf), (_XLSX, "xlsx", _xlsx)):
    reports.document(
        f"{_VERSION}/{_ending}",
        queries.OpenReport,
        questions.OpenReportRequest,
        whenever(open_report),
        _draw,
        media_type=_media_type,
    )
reports.question(
    f"{_VERSION}/changes",
    queries.CompareReport,
    questions.CompareReportRequest,
    whenever(compare_report),
    ComparisonAnswer(),
)
reports.question(
    "/verification",
    queries.OpenReport,
    VerifyReportRequest,
    _verify,
    VerifiedAnswer(),
    name="VerifyReport",
    public=True,
)
reports.command(
    "PUT",
    f"{_OF}/narrative/<section>",
    commands.EditNarrative,
    EditNarrativeRequest,
    edit_narrative,
    answer=EditedAnswer(),
)
reports.command(
    "POST",
    f"{_OF}/reports",
    commands.SubmitReport,
    SubmitReportRequest,
    _submit,
    answer=SubmittedAnswer(),
    given={"banner": banner},
)
reports.command(
    "POST",
    "/programmes",
    commands.PublishProgramme,
    schemas.PublishProgrammeRequest,
    publish_programme,
    answer=PublishedAnswer(),
)
for _path, _command, _schema, _use_case in (
    ("discard", commands.DiscardParked, schemas.DiscardParkedRequest, discard_parked),
    (
        "take-back",
        commands.TakeBackDiscarded,
        schemas.TakeBackDiscardedRequest,
        take_back_discarded,
    ),
    ("retry", commands.RetryParked, schemas.RetryParkedRequest, retry_parked),
):
    reports.command(
        "POST",
        f"/parked/{_path}",
        _command,
        _schema,
        _use_case,
        answer=StillParkedAnswer(),
    )
