"""One snapshot of what a node's reporting knows: what questions are answered from."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from services.reporting.domain.answered_figure import AnsweredFigure, FigureKind
from services.reporting.domain.cell import Cell, Unit
from services.reporting.domain.checklist import CheckPoint, PointKind
from services.reporting.domain.freshness import NodeState
from services.reporting.domain.report_order import ReportOrder
from services.reporting.domain.submission import Submission, SubmittedVersion
from services.reporting.figures import as_of as moments
from services.reporting.figures import figure
from services.reporting.figures.behind import behind
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.freshness import freshness
from services.reporting.figures.open_records import appointments_open, unconfirmed
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.reports.basis import Basis
from services.reporting.reports.compiling import (
    basis_of,
    compile_report_of_now,
    words_of_now,
)
from services.reporting.reports.dashboard import FiguresOfNow, dashboard_of, schedule_of
from services.reporting.reports.differences import differences
from services.reporting.reports.filed_cells import filed_cells
from services.reporting.reports.reproducing import reproduce
from services.reporting.storage.kept_figures import StoredFigures
from services.reporting.storage.narratives import StoredNarratives
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.reports import StoredReports
from shared.kernel.period import Period
from shared.messaging import forks, parking

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date, datetime

    from sqlalchemy import Connection

    from services.reporting.domain.answered_figure import RowsOrder
    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.cell import FigureReference
    from services.reporting.domain.changed_cell import ChangedCell
    from services.reporting.domain.dashboard import Dashboard, PlannedTask
    from services.reporting.domain.domain_event_behind import DomainEventBehind
    from services.reporting.domain.fact_row import FactRow
    from services.reporting.domain.freshness import Freshness, NodeFreshness
    from services.reporting.domain.narrative import NarrativeChange, SectionText
    from services.reporting.domain.parked import Place
    from services.reporting.domain.report_version import FiledReport, ReportVersion
    from services.reporting.figures.people import Matching
    from services.reporting.reports.reproducing import Reproduction
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Programme
    from shared.database import Database
    from shared.messaging.parking import Parked


@contextmanager
def snapshot(
    database: Database, node: str, looked_at: datetime, *, is_centre: bool
) -> Iterator[Snapshot]:
    """Open what questions are answered from; `looked_at` is on the real clock."""
    with database.read() as connection:
        yield Snapshot(connection, node, looked_at, is_centre=is_centre)


class Snapshot:
    """A node's reporting at one moment."""

    def __init__(
        self, connection: Connection, node: str, looked_at: datetime, *, is_centre: bool
    ) -> None:
        """Hold on to a transaction."""
        self.node = node
        self.is_centre = is_centre
        self.programmes = StoredProgrammes(connection)
        seen = _Seen(connection, looked_at)
        self.figures = AnsweredFromFacts(seen)
        self.dashboards = DashboardsOfNow(seen)
        self.reports = ReportsOfThen(seen)
        self.open_points = OpenPointsOfNow(seen)
        self.previewing = PreviewOfNow(seen)
        self.narratives = NarrativesOfNow(seen)
        self.archive = ArchiveOfNow(seen)
        self._seen = seen

    @property
    def freshness(self) -> Freshness:
        """How far the data of each node reach."""
        return self._seen.freshness


@dataclass
class _Seen:
    """The connection, the moment, and what several answers need of it."""

    connection: Connection
    looked_at: datetime

    @cached_property
    def freshness(self) -> Freshness:
        return freshness(self.connection, MINISTRY_FACTS, self.looked_at)

    @cached_property
    def now(self) -> moments.Shown:
        return moments.shown(self.connection, MINISTRY_FACTS)


@dataclass(frozen=True, kw_only=True)
class FoundFigure:
    """A figure, as of when it is, and for one of people by what these were matched."""

    figure: figure.Figure
    as_of: AsOf
    matching: Matching | None


@dataclass(frozen=True)
class AnsweredFromFacts:
    """Figures, their rows, and the domain events behind those."""

    seen: _Seen

    def answer(self, reference: FigureReference, as_of: AsOf | None) -> AnsweredFigure:
        """Return a figure with what it was asked, as of when, and how fresh it is."""
        connection = self.seen.connection
        answered = self._figure(reference, as_of)
        definition = answered.question.definition
        matching = answered.matching(connection)
        return AnsweredFigure(
            kind=FigureKind(
                name=definition.name,
                label=definition.label,
                filters=tuple(sorted(definition.filters)),
            ),
            reference=reference,
            operation=definition.operation.value,
            column=definition.column,
            columns=answered.columns,
            cell=Cell(
                value=answered.value,
                unit=Unit(definition.unit),
                figure=reference,
                count=answered.count,
            ),
            as_of=as_of or moments.now(connection, MINISTRY_FACTS),
            freshness=self.seen.freshness,
            matched_by=None if matching is None else matching.people,
        )

    def found(self, reference: FigureReference, as_of: AsOf | None) -> FoundFigure:
        """Return a figure as it was computed, with all that is known of its matching."""
        connection = self.seen.connection
        answered = self._figure(reference, as_of)
        return FoundFigure(
            figure=answered,
            as_of=as_of or moments.now(connection, MINISTRY_FACTS),
            matching=answered.matching(connection),
        )

    def rows(
        self,
        reference: FigureReference,
        as_of: AsOf | None,
        order: RowsOrder,
        *,
        offset: int,
        limit: int | None,
    ) -> tuple[FactRow, ...]:
        """Return rows behind a figure in an order."""
        answered = self._figure(reference, as_of)
        found = answered.rows(self.seen.connection, offset=offset, limit=limit, order=order)
        return tuple(found)

    def recomputed(self, reference: FigureReference, as_of: AsOf | None) -> int:
        """Compute a figure again from all of its rows."""
        return self._figure(reference, as_of).recomputed(self.seen.connection)

    def behind(self, place: Place) -> DomainEventBehind:
        """Return the domain event at a place."""
        return behind(self.seen.connection, place.source, place.epoch, place.position)

    def _figure(self, reference: FigureReference, as_of: AsOf | None) -> figure.Figure:
        question = figure.Question(
            definition_of(reference.name), reference.period, dict(reference.filters)
        )
        shown = moments.shown(self.seen.connection, MINISTRY_FACTS, as_of)
        return figure.answer(self.seen.connection, question, shown)


@dataclass(frozen=True)
class DashboardsOfNow:
    """Programmes as they stand."""

    seen: _Seen

    def of(self, programme: Programme, today: date, node: str | None) -> Dashboard:
        """Return the dashboard of all nodes, or of one."""
        return dashboard_of(programme, self._figures, self.seen.freshness, today, node)

    def schedule(self, programme: Programme, today: date) -> tuple[PlannedTask, ...]:
        """Return how the tasks of the schedule stand over all nodes."""
        return schedule_of(programme, self._figures, self.seen.freshness, today)

    @property
    def _figures(self) -> FiguresOfNow:
        connection = self.seen.connection
        return FiguresOfNow(connection, self.seen.now, StoredFigures(connection).all())


@dataclass(frozen=True)
class ReportsOfThen:
    """What was submitted."""

    seen: _Seen

    def listed(self, programme: str) -> Sequence[ReportVersion]:
        """Return all versions of the reports on a programme, the first one first."""
        return self._stored.listed(programme)

    def filed(self, version: SubmittedVersion) -> FiledReport:
        """Return a version with the programme that it was made under."""
        return self._stored.filed(version.programme, version.number)

    def submission(self, version: SubmittedVersion) -> Submission:
        """Return what a version was made of."""
        filed = self._stored.get(version.programme, version.number)
        return Submission(
            version=SubmittedVersion(version.programme, filed.number),
            as_of=Basis.from_json(filed.drawn.basis).as_of,
            figures=frozenset(
                cell.figure
                for cell in filed_cells(filed.drawn.value).values()
                if cell.figure is not None and cell.value is not None
            ),
        )

    def changed_since(self, filed: FiledReport) -> tuple[ChangedCell, ...]:
        """Return what reads otherwise today than it was filed."""
        return differences(self.seen.connection, filed, looked_at=self.seen.looked_at)

    @property
    def _stored(self) -> StoredReports:
        return StoredReports(self.seen.connection)


@dataclass(frozen=True)
class OpenPointsOfNow:
    """What nodes have not sent, and what their records leave open."""

    seen: _Seen

    def of(self, programme: Programme, today: date) -> tuple[CheckPoint, ...]:
        """Return everything about the nodes of a programme that is open."""
        connection, shown = self.seen.connection, self.seen.now
        period = Period(programme.first_day, programme.last_day)
        code = programme.code
        nodes = {partner.node for partner in programme.partners}
        return (
            *self.to_be_cured(),
            *self._never_heard_of(nodes),
            *_by_node(
                PointKind.APPOINTMENTS_OPEN,
                appointments_open(connection, shown, code, period, today),
            ),
            *_by_node(PointKind.UNCONFIRMED, unconfirmed(connection, shown, code, period)),
        )

    def to_be_cured(self) -> tuple[CheckPoint, ...]:
        """Return what operations have to see to, whatever the programme."""
        fresh = self.seen.freshness
        halted = [] if fresh.halted_because is None else [CheckPoint(kind=PointKind.HALTED)]
        return (*halted, *(point for node in fresh.nodes for point in _of_node(node)))

    def _never_heard_of(self, nodes: set[str]) -> Iterator[CheckPoint]:
        """Give the nodes of the programme that nobody enrolled: they are silent too."""
        for node in sorted(nodes - {each.node for each in self.seen.freshness.nodes}):
            yield CheckPoint(kind=PointKind.NODE_SILENT, node=node)


@dataclass(frozen=True)
class ArchiveOfNow:
    """What is held of what was told, besides what it comes to."""

    seen: _Seen

    def parked(self) -> Sequence[Parked]:
        """Return what is not folded, also what was discarded; raise NothingFolded."""
        connection = self.seen.connection
        generation = moments.shown_generation(connection, MINISTRY_FACTS)
        return parking.listed(connection, MINISTRY_FACTS.name, generation)

    def forks(self) -> Sequence[forks.Fork]:
        """Return the positions that two domain events claim."""
        return forks.forks(self.seen.connection)

    def reproduced(self, filed: FiledReport) -> Reproduction:
        """Make a submitted report again."""
        return reproduce(self.seen.connection, filed)


@dataclass(frozen=True)
class PreviewOfNow:
    """The report as it would be submitted."""

    seen: _Seen

    def preview(self, programme: Programme, order: ReportOrder) -> Report2005:
        """Return the report as it is at this moment."""
        connection = self.seen.connection
        basis = basis_of(connection, order, looked_at=self.seen.looked_at)
        return compile_report_of_now(connection, programme, basis)


@dataclass(frozen=True)
class NarrativesOfNow:
    """What people wrote into reports, and what facts would say."""

    seen: _Seen

    def texts(self, programme: str) -> Mapping[str, SectionText]:
        """Return the sections that anybody ever edited, by section."""
        return StoredNarratives(self.seen.connection).texts(programme)

    def history(self, programme: str) -> Sequence[NarrativeChange]:
        """Return all changes, the newest first."""
        return StoredNarratives(self.seen.connection).history(programme)

    def prefilled(self, programme: Programme, today: date) -> Mapping[str, tuple[str, ...]]:
        """Return the paragraphs of each section as facts make them today."""
        order = ReportOrder.final(programme, today)
        return words_of_now(self.seen.connection, programme, order, looked_at=self.seen.looked_at)


def _by_node(kind: PointKind, counts: Mapping[str, int]) -> Iterator[CheckPoint]:
    for node, count in sorted(counts.items()):
        yield CheckPoint(kind=kind, node=node, count=count)


def _of_node(node: NodeFreshness) -> Iterator[CheckPoint]:
    if node.state is NodeState.SILENT:
        yield CheckPoint(kind=PointKind.NODE_SILENT, node=node.node, since=node.since)
    missing = sum(source.missing for source in node.sources)
    if missing:
        yield CheckPoint(
            kind=PointKind.NODE_BEHIND, node=node.node, since=node.since, count=missing
        )
    if parked := sum(source.parked for source in node.sources):
        yield CheckPoint(kind=PointKind.PARKED, node=node.node, count=parked)
    if forks := sum(source.forks for source in node.sources):
        yield CheckPoint(kind=PointKind.DISPUTED, node=node.node, count=forks)
