"""Questions that are asked over RPC: who asks stands in each, and decides what it may see."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from services.reporting import answers
from services.reporting.application.authorise import authorise
from services.reporting.application.open_domain_event import open_domain_event
from services.reporting.application.open_figure import figure_to_open
from services.reporting.application.open_rows import open_rows
from services.reporting.application.queries import (
    CompareReport,
    ListForks,
    ListParked,
    ListReports,
    OpenDomainEvent,
    OpenFigure,
    OpenRows,
    ReadFreshness,
    ReproduceReport,
)
from services.reporting.application.read_reports import (
    compare_report,
    list_reports,
    report_to_reproduce,
)
from services.reporting.domain.cell import FigureReference
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.requests.fields import asked_by
from services.reporting.requests.reports import ReportQuery, ReportRequest
from services.reporting.requests.schemas import DomainEventRequest, FigureQuery, FigureRequest

if TYPE_CHECKING:
    from services.reporting.snapshot import Snapshot

Request = dict[str, Any]


def figure(request: Request, records: Snapshot) -> answers.Answer:
    """Return a figure with its freshness."""
    asked: FigureQuery = FigureRequest().load(request)
    query = OpenFigure(actor=asked_by(request), reference=_reference(asked), as_of=asked.as_of)
    reference, as_of = figure_to_open(query, records)
    found = records.figures.found(reference, as_of)
    return answers.of_figure(found.figure, found.as_of, records.freshness, found.matching)


def figure_rows(request: Request, records: Snapshot) -> answers.Answer:
    """Return a page of the rows behind a figure."""
    asked: FigureQuery = FigureRequest().load(request)
    query = OpenRows(
        actor=asked_by(request),
        reference=_reference(asked),
        as_of=asked.as_of,
        offset=asked.offset,
        limit=asked.limit,
    )
    opened = open_rows(query, records)
    return {
        "count": opened.figure.count,
        "rows": [answers.of_row(row) for row in opened.rows],
    }


def domain_event(request: Request, records: Snapshot) -> answers.Answer:
    """Return the domain event behind a row."""
    place = DomainEventRequest().load(request)
    query = OpenDomainEvent(actor=asked_by(request), place=place)
    return answers.of_domain_event(open_domain_event(query, records))


def freshness(request: Request, records: Snapshot) -> answers.Answer:
    """Return how far the data of each node reach."""
    authorise(ReadFreshness(actor=asked_by(request)))
    return answers.of_freshness(records.freshness)


def parked(request: Request, records: Snapshot) -> answers.Answer:
    """Return what is not folded and why, also what was discarded."""
    authorise(ListParked(actor=asked_by(request)))
    return {"parked": [answers.of_parked(row) for row in records.archive.parked()]}


def forks(request: Request, records: Snapshot) -> answers.Answer:
    """Return the positions that two domain events claim, with both of each."""
    authorise(ListForks(actor=asked_by(request)))
    return {"forks": [answers.of_fork(row) for row in records.archive.forks()]}


def reports(request: Request, records: Snapshot) -> answers.Answer:
    """Return the submitted versions of the reports on a programme."""
    asked: ReportQuery = ReportRequest().load(request)
    listed = list_reports(ListReports(actor=asked_by(request), programme=asked.programme), records)
    return {"reports": [answers.of_report(version) for version in listed]}


def reproduce_report(request: Request, records: Snapshot) -> answers.Answer:
    """Make a submitted report again, and tell how it compares with what was filed."""
    query = ReproduceReport(actor=asked_by(request), submitted=_submitted(request))
    filed = report_to_reproduce(query, records)
    return answers.of_reproduction(filed.version, records.archive.reproduced(filed))


def report_differences(request: Request, records: Snapshot) -> answers.Answer:
    """Return what reads otherwise now than in a submitted report, and why."""
    query = CompareReport(actor=asked_by(request), submitted=_submitted(request))
    found = compare_report(query, records)
    return answers.of_differences(found.filed.version, found.changed)


def _reference(asked: FigureQuery) -> FigureReference:
    return FigureReference.of(asked.name, asked.period, **asked.filters)


def _submitted(request: Request) -> SubmittedVersion:
    asked: ReportQuery = ReportRequest().load(request)
    return SubmittedVersion(asked.programme, asked.version)
