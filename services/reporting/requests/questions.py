"""What a program may ask to see; it leaves here as the questions that pages ask, too (R21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import fields, post_load, validate

from services.reporting.application import queries
from services.reporting.domain.answered_figure import RowsOrder
from services.reporting.domain.cell import FigureReference
from services.reporting.domain.checklist import RESPONSIBLE
from services.reporting.domain.parked import Place
from services.reporting.domain.report_order import ReportKind, ReportOrder
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.requests.fields import (
    PeriodFields,
    RequestSchema,
    asking,
    number,
)
from services.reporting.requests.reports import HIGHEST_NUMBER
from services.reporting.requests.schemas import HIGHEST_EPOCH, HIGHEST_POSITION, MOST_ROWS
from shared.kernel.command import Role
from shared.kernel.period import Period
from shared.wire.request_schemas import ActorSchema

USUAL_ROWS = 50
MOST_PAGES = 1_000_000
LONGEST_CODE = 200

WHERE_PATTERN = "^[a-z_]{1,40}=.{1,160}$"
"""A filter of a figure, such as `node=zarska`."""


def code(what: str, **options: Any) -> fields.String:
    limit = validate.Length(min=1, max=LONGEST_CODE, error=f"Podaj {what}.")
    return fields.String(validate=limit, error_messages=asking(what), **options)


class QuestionSchema(RequestSchema):
    """What every question of a person has."""

    makes: ClassVar[Callable[..., object]]
    actor = fields.Nested(ActorSchema, required=True, error_messages=asking("osobę, która pyta"))

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> object:
        return self.makes(**values)


class ListProgrammesRequest(QuestionSchema):
    """`ListProgrammes`."""

    makes = queries.ListProgrammes


class ListOpenPointsRequest(QuestionSchema):
    """`ListOpenPoints`."""

    makes = queries.ListOpenPoints


class ReadWaitingRequest(QuestionSchema):
    """`ReadWaiting`."""

    makes = queries.ReadWaiting


class ProgrammeQuestion(QuestionSchema):
    """What every question about a programme has."""

    programme = code("kod programu", required=True)


class OpenProgrammeRequest(ProgrammeQuestion):
    """`OpenProgramme`."""

    makes = queries.OpenProgramme


class ReadDashboardRequest(ProgrammeQuestion):
    """`ReadDashboard`."""

    makes = queries.ReadDashboard


class ListReportsRequest(ProgrammeQuestion):
    """`ListReports`."""

    makes = queries.ListReports


class ReadNarrativeRequest(ProgrammeQuestion):
    """`ReadNarrative`."""

    makes = queries.ReadNarrative


@dataclass(frozen=True, kw_only=True)
class SectionQuestion:
    """One section of the narrative asked for."""

    query: queries.ReadNarrative
    section: str


class ReadSectionRequest(ReadNarrativeRequest):
    """One section of `ReadNarrative`."""

    section = code("część sprawozdania", required=True)

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> SectionQuestion:
        section = values.pop("section")
        return SectionQuestion(query=queries.ReadNarrative(**values), section=section)


class ReadChecklistRequest(ProgrammeQuestion):
    """`ReadSubmissionChecklist`."""

    makes = queries.ReadSubmissionChecklist
    who = fields.Enum(
        Role,
        by_value=True,
        load_default=None,
        allow_none=True,
        error_messages=asking("rolę, która ma coś zrobić"),
        metadata={"description": f"One of {', '.join(sorted(set(RESPONSIBLE.values())))}."},
    )


class VersionQuestion(ProgrammeQuestion):
    """What every question about a submitted report has."""

    version = number("numer wersji sprawozdania", least=1, most=HIGHEST_NUMBER, required=True)

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> object:
        submitted = SubmittedVersion(values.pop("programme"), values.pop("version"))
        return self.makes(submitted=submitted, **values)


class OpenReportRequest(VersionQuestion):
    """`OpenReport`."""

    makes = queries.OpenReport


class CompareReportRequest(VersionQuestion):
    """`CompareReport`."""

    makes = queries.CompareReport


class PreviewReportRequest(PeriodFields, ProgrammeQuestion):
    """`PreviewReport`."""

    makes = queries.PreviewReport
    kind = fields.Enum(
        ReportKind, by_value=True, required=True, error_messages=asking("rodzaj sprawozdania")
    )
    dated = fields.Date(
        "iso", required=True, error_messages=asking("datę sporządzenia (RRRR-MM-DD)")
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> object:
        period = Period(values.pop("first"), values.pop("last"))
        order = ReportOrder(kind=values.pop("kind"), period=period, dated=values.pop("dated"))
        return self.makes(order=order, **values)


class AsSubmittedFields(QuestionSchema):
    """As of which submitted report; as it is now if none is named."""

    report = code("kod programu", load_default=None, allow_none=True)
    version = number(
        "numer wersji sprawozdania",
        least=1,
        most=HIGHEST_NUMBER,
        load_default=None,
        allow_none=True,
    )


def _submitted(values: dict[str, Any]) -> SubmittedVersion | None:
    programme, version = values.pop("report"), values.pop("version")
    return None if programme is None else SubmittedVersion(programme, version)


class OpenFigureRequest(PeriodFields, AsSubmittedFields):
    """`OpenFigure`."""

    makes = queries.OpenFigure
    name = code("nazwę wskaźnika", required=True)
    where = fields.List(
        fields.String(
            validate=validate.Regexp(WHERE_PATTERN, error="Podaj filtr jako nazwa=kod."),
            error_messages=asking("filtr jako nazwa=kod"),
        ),
        load_default=list,
        error_messages=asking("filtry jako nazwa=kod"),
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> object:
        filters = dict(each.split("=", 1) for each in values.pop("where"))
        period = Period(values.pop("first"), values.pop("last"))
        reference = FigureReference(values.pop("name"), period, tuple(sorted(filters.items())))
        return self.makes(reference=reference, submitted=_submitted(values), **values)


class OpenRowsRequest(OpenFigureRequest):
    """`OpenRows`."""

    makes = queries.OpenRows
    page = number("numer strony", least=1, most=MOST_PAGES, load_default=1)
    rows = number(
        f"liczbę wierszy od 1 do {MOST_ROWS}", least=1, most=MOST_ROWS, load_default=USUAL_ROWS
    )
    sort = code("kolumnę", load_default=None, allow_none=True)
    proving = fields.Boolean(
        load_default=False,
        truthy={True},
        falsy={False},
        error_messages=asking("wartość true (policz od nowa) albo false"),
    )

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> object:
        page, rows, sort = values.pop("page"), values.pop("rows"), values.pop("sort") or ""
        order = RowsOrder(column=sort.removeprefix("-") or None, descending=sort.startswith("-"))
        return super()._make({**values, "order": order, "offset": (page - 1) * rows, "limit": rows})


class OpenDomainEventRequest(AsSubmittedFields):
    """`OpenDomainEvent`."""

    makes = queries.OpenDomainEvent
    source = code("źródło zdarzenia", required=True)
    epoch = number("epokę zdarzenia", least=1, most=HIGHEST_EPOCH, load_default=1)
    position = number("pozycję zdarzenia", least=1, most=HIGHEST_POSITION, required=True)

    @post_load
    def _make(self, values: dict[str, Any], **_: Any) -> object:
        place = Place(values.pop("source"), values.pop("epoch"), values.pop("position"))
        return self.makes(place=place, submitted=_submitted(values), **values)
