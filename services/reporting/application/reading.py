"""What questions are answered from: one snapshot of what a node's reporting knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from services.reporting.domain.answered_figure import AnsweredFigure, RowsOrder
    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.cell import FigureReference
    from services.reporting.domain.changed_cell import ChangedCell
    from services.reporting.domain.checklist import CheckPoint
    from services.reporting.domain.dashboard import Dashboard, PlannedTask
    from services.reporting.domain.domain_event_behind import DomainEventBehind
    from services.reporting.domain.fact_row import FactRow
    from services.reporting.domain.narrative import NarrativeChange, SectionText
    from services.reporting.domain.parked import Place
    from services.reporting.domain.report_version import FiledReport, ReportVersion
    from services.reporting.domain.submission import Submission, SubmittedVersion
    from shared.contracts.programme import Programme


class KnownProgrammes(Protocol):
    """Programmes that are in force here."""

    def get(self, code: str) -> Programme:
        """Return the newest version of a programme; raise UnknownProgramme."""

    def newest(self) -> Mapping[str, int]:
        """Return the newest version of each programme, by code."""


class FigureAnswers(Protocol):
    """Figures, their rows, and the domain events behind those."""

    def answer(self, reference: FigureReference, as_of: AsOf | None) -> AnsweredFigure:
        """Return a figure; raise UnknownFigure, UnknownFilter, NothingFolded, FoldedDifferently."""

    def rows(
        self,
        reference: FigureReference,
        as_of: AsOf | None,
        order: RowsOrder,
        *,
        offset: int,
        limit: int | None,
    ) -> tuple[FactRow, ...]:
        """Return rows behind a figure in an order; raise UnknownOrder besides."""

    def recomputed(self, reference: FigureReference, as_of: AsOf | None) -> int:
        """Compute a figure again from all of its rows."""

    def behind(self, place: Place) -> DomainEventBehind:
        """Return a domain event; raise NotInArchive or AlteredBeyondReading."""


class Dashboards(Protocol):
    """Programmes as they stand."""

    def of(self, programme: Programme, today: date, node: str | None) -> Dashboard:
        """Return the dashboard of all nodes, or of one."""

    def schedule(self, programme: Programme, today: date) -> tuple[PlannedTask, ...]:
        """Return how the tasks of the schedule stand over all nodes."""


class SubmittedReports(Protocol):
    """What was submitted."""

    def listed(self, programme: str) -> Sequence[ReportVersion]:
        """Return all versions of the reports on a programme, the first one first."""

    def filed(self, version: SubmittedVersion) -> FiledReport:
        """Return a version; raise UnknownReportVersion."""

    def submission(self, version: SubmittedVersion) -> Submission:
        """Return what a version was made of; raise UnknownReportVersion."""

    def changed_since(self, filed: FiledReport) -> tuple[ChangedCell, ...]:
        """Return what reads otherwise today than it was filed, with the causes."""


class ReadNarratives(Protocol):
    """What people wrote into reports."""

    def texts(self, programme: str) -> Mapping[str, SectionText]:
        """Return the sections that anybody ever edited, by section."""

    def prefilled(self, programme: Programme, today: date) -> Mapping[str, tuple[str, ...]]:
        """Return the paragraphs of each section as facts make them today."""

    def history(self, programme: str) -> Sequence[NarrativeChange]:
        """Return all changes, the newest first."""


class OpenPoints(Protocol):
    """What nodes have not sent, and what their records leave open."""

    def of(self, programme: Programme, today: date) -> tuple[CheckPoint, ...]:
        """Return everything about the nodes of a programme that is open today."""

    def to_be_cured(self) -> tuple[CheckPoint, ...]:
        """Return what operations have to see to, whatever the programme."""


class Records(Protocol):
    """One snapshot at one node."""

    @property
    def node(self) -> str:
        """The node whose reporting it is."""

    @property
    def is_centre(self) -> bool:
        """Whether the node is the centre."""

    @property
    def programmes(self) -> KnownProgrammes:
        """Programmes that are in force here."""

    @property
    def figures(self) -> FigureAnswers:
        """Figures and their rows."""

    @property
    def dashboards(self) -> Dashboards:
        """Programmes as they stand."""

    @property
    def reports(self) -> SubmittedReports:
        """What was submitted."""

    @property
    def narratives(self) -> ReadNarratives:
        """What people wrote into reports."""

    @property
    def open_points(self) -> OpenPoints:
        """What is open."""
