"""What can be asked to be seen; who may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.reporting.domain.answered_figure import RowsOrder
from services.reporting.domain.as_of import AsOf
from services.reporting.domain.cell import FigureReference
from services.reporting.domain.parked import Place
from services.reporting.domain.report_order import ReportOrder
from services.reporting.domain.submission import SubmittedVersion
from shared.kernel.command import Actor, Role


@dataclass(frozen=True, kw_only=True)
class Query:
    """The root of all questions: who asks."""

    actor: Actor


@dataclass(frozen=True, kw_only=True)
class ReadDashboard(Query):
    """See a programme as it stands."""

    programme: str


@dataclass(frozen=True, kw_only=True)
class ListProgrammes(Query):
    """See which programmes there are."""


@dataclass(frozen=True, kw_only=True)
class OpenProgramme(Query):
    """See one of the programmes."""

    programme: str


@dataclass(frozen=True, kw_only=True)
class OpenFigure(Query):
    """See a figure as it is, as it was at some positions, or when a report was submitted."""

    reference: FigureReference
    submitted: SubmittedVersion | None = None
    as_of: AsOf | None = None


@dataclass(frozen=True, kw_only=True)
class OpenRows(OpenFigure):
    """See a page of the rows behind a figure; all of them if `limit` is `None`.

    `proving`: compute the figure again from all of its rows, however many they are.
    """

    order: RowsOrder = field(default_factory=RowsOrder)
    offset: int = 0
    limit: int | None = None
    proving: bool = False


@dataclass(frozen=True, kw_only=True)
class OpenDomainEvent(Query):
    """See the domain event behind a row."""

    place: Place
    submitted: SubmittedVersion | None = None


@dataclass(frozen=True, kw_only=True)
class PreviewReport(Query):
    """See the report as it would be submitted now."""

    programme: str
    order: ReportOrder


@dataclass(frozen=True, kw_only=True)
class ListReports(Query):
    """See which versions were submitted."""

    programme: str


@dataclass(frozen=True, kw_only=True)
class OpenReport(Query):
    """See a submitted report, with its files."""

    submitted: SubmittedVersion


@dataclass(frozen=True, kw_only=True)
class CompareReport(Query):
    """See what reads otherwise today than in a submitted report, and why."""

    submitted: SubmittedVersion


@dataclass(frozen=True, kw_only=True)
class ReproduceReport(Query):
    """See whether a submitted report, made again, is what was filed."""

    submitted: SubmittedVersion


@dataclass(frozen=True, kw_only=True)
class ReadFreshness(Query):
    """See how far the data of each node reach."""


@dataclass(frozen=True, kw_only=True)
class ListParked(Query):
    """See what is not folded, and why."""


@dataclass(frozen=True, kw_only=True)
class ListForks(Query):
    """See which positions two domain events claim."""


@dataclass(frozen=True, kw_only=True)
class ReadNarrative(Query):
    """See the words of the report: what people wrote, and how it came to that."""

    programme: str


@dataclass(frozen=True, kw_only=True)
class ReadSubmissionChecklist(Query):
    """See what is open before the report is submitted: all of it, or for one role to settle."""

    programme: str
    who: Role | None = None


@dataclass(frozen=True, kw_only=True)
class ListOpenPoints(Query):
    """See which nodes and domain events have to be seen to, whatever the programme."""


@dataclass(frozen=True, kw_only=True)
class ReadWaiting(Query):
    """See what in reporting waits for the person who asks."""
