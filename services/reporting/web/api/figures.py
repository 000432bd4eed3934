"""Programmes and their dashboards, figures, their rows, and the domain events behind those."""

from __future__ import annotations

from math import ceil
from typing import TYPE_CHECKING, Final

from flask import request

from services.reporting.application import queries
from services.reporting.application.list_open_points import list_open_points
from services.reporting.application.list_programmes import list_programmes, open_programme
from services.reporting.application.open_domain_event import open_domain_event
from services.reporting.application.open_figure import open_figure
from services.reporting.application.open_rows import open_rows
from services.reporting.application.read_dashboard import read_dashboard
from services.reporting.application.read_waiting import read_waiting
from services.reporting.requests import questions
from services.reporting.web.api.answers import (
    AnsweredFigureAnswer,
    DashboardAnswer,
    DomainEventAnswer,
    OpenedRowsAnswer,
    OpenPointsAnswer,
)
from services.reporting.web.api.answers_of_reports import (
    ProgrammeAnswer,
    ProgrammesAnswer,
    ReportingWaitsAnswer,
)
from services.reporting.web.api.asking import API, whenever

if TYPE_CHECKING:
    from services.reporting.domain.answered_figure import OpenedRows

figures: Final = API.topic("figures", "Dashboards, figures, their rows and domain events.")


def _pages(opened: OpenedRows) -> tuple[int, int]:
    size = request.args.get("rows", questions.USUAL_ROWS, int)
    return request.args.get("page", 1, int), max(1, ceil(opened.figure.count / size))


figures.question(
    "/waiting",
    queries.ReadWaiting,
    questions.ReadWaitingRequest,
    read_waiting,
    ReportingWaitsAnswer(),
)
figures.question(
    "/open-points",
    queries.ListOpenPoints,
    questions.ListOpenPointsRequest,
    whenever(list_open_points),
    OpenPointsAnswer(),
    named="points",
)
figures.question(
    "/programmes",
    queries.ListProgrammes,
    questions.ListProgrammesRequest,
    whenever(list_programmes),
    ProgrammesAnswer(),
    named="programmes",
)
figures.question(
    "/programmes/<programme>",
    queries.OpenProgramme,
    questions.OpenProgrammeRequest,
    whenever(open_programme),
    ProgrammeAnswer(),
)
figures.question(
    "/programmes/<programme>/dashboard",
    queries.ReadDashboard,
    questions.ReadDashboardRequest,
    read_dashboard,
    DashboardAnswer(),
)
figures.question(
    "/figures/<name>",
    queries.OpenFigure,
    questions.OpenFigureRequest,
    whenever(open_figure),
    AnsweredFigureAnswer(),
)
figures.question(
    "/figures/<name>/rows",
    queries.OpenRows,
    questions.OpenRowsRequest,
    whenever(open_rows),
    OpenedRowsAnswer(),
    pages=_pages,
)
figures.question(
    "/domain-event",
    queries.OpenDomainEvent,
    questions.OpenDomainEventRequest,
    whenever(open_domain_event),
    DomainEventAnswer(),
)
