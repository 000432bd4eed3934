"""From facts to a report: the figures of one snapshot, and how far each node's data reach."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from services.reporting.domain.as_of import AsOf
from services.reporting.domain.cell import FigureReference, FigureValue
from services.reporting.domain.parked import ParkedKind
from services.reporting.figures.as_of import now, shown, shown_generation
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.figure import Question, answer
from services.reporting.figures.freshness import freshness
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.reports.basis import Basis
from services.reporting.reports.sources import (
    Freshness,
    NodeFreshness,
    NodeState,
    NotFolded,
    ReportOrder,
    SourcePosition,
)
from services.reporting.reports.template_2005.assemble import assemble
from services.reporting.reports.template_2005.prefilled import prefilled
from shared.messaging import parking

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from services.reporting.domain import freshness as told
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Programme

NOTHING_GIVEN: Final[Mapping[FigureReference, FigureValue]] = MappingProxyType({})


class FactFigures:
    """Answers every question of one report from the same facts, each question once."""

    def __init__(
        self,
        connection: Connection,
        as_of: AsOf | None,
        given: Mapping[FigureReference, FigureValue] = NOTHING_GIVEN,
    ) -> None:
        """Hold on to some positions; raise FoldedDifferently if they were of other folds.

        Without positions the facts are those of now: inside one snapshot the same numbers as of
        the positions of now, and much faster, as totals know them. What is `given` is not
        computed: nobody could do it again.
        """
        self._connection = connection
        self._shown = shown(connection, MINISTRY_FACTS, as_of)
        self._answered = dict(given)

    def value(self, reference: FigureReference, /) -> FigureValue:
        """Return a figure's value, and how many rows are behind it."""
        if reference not in self._answered:
            question = Question(
                definition_of(reference.name), reference.period, dict(reference.filters)
            )
            figure = answer(self._connection, question, self._shown)
            self._answered[reference] = FigureValue(figure.value, figure.count)
        return self._answered[reference]


def basis_of(
    connection: Connection,
    order: ReportOrder,
    *,
    looked_at: datetime,
    shown_as: datetime | None = None,
) -> Basis:
    """Return what a report is to be computed from at this moment; raise NothingFolded before any.

    `looked_at` is on the real clock, which heartbeats use. `shown_as` replaces it in the text where
    business time is played, so that the same season gives the same text.
    """
    found = freshness(connection, MINISTRY_FACTS, looked_at)
    generation = shown_generation(connection, MINISTRY_FACTS)
    return Basis(
        order=order,
        as_of=now(connection, MINISTRY_FACTS),
        not_folded=tuple(
            NotFolded(
                source=each.origin.source,
                epoch=each.origin.epoch,
                position=each.origin.position,
                type=each.type,
                kind=ParkedKind(each.kind),
            )
            for each in parking.listed(connection, MINISTRY_FACTS.name, generation)
        ),
        freshness=as_reports_tell(found, shown_as),
    )


def compile_report(
    connection: Connection,
    programme: Programme,
    basis: Basis,
    given: Mapping[FigureReference, FigureValue] = NOTHING_GIVEN,
) -> Report2005:
    """Return the report that follows from a basis: the same one, whenever it is asked for.

    Figures of people over nodes are the same only if `given`, because match lists are replaced.
    Raises FoldedDifferently if the facts of that time were made by other folds.
    """
    figures = FactFigures(connection, basis.as_of, given)
    return assemble(programme, figures, basis.freshness, basis.order, basis.not_folded)


def compile_report_of_now(connection: Connection, programme: Programme, basis: Basis) -> Report2005:
    """Return what `compile_report` does of a basis made in the same snapshot, and faster."""
    figures = FactFigures(connection, None)
    return assemble(programme, figures, basis.freshness, basis.order, basis.not_folded)


def words_of_now(
    connection: Connection, programme: Programme, order: ReportOrder, *, looked_at: datetime
) -> Mapping[str, tuple[str, ...]]:
    """Return the words that the report of now would have where nobody wrote any."""
    found = as_reports_tell(freshness(connection, MINISTRY_FACTS, looked_at))
    return prefilled(programme, FactFigures(connection, None), found, order)


def as_reports_tell(found: told.Freshness, shown_as: datetime | None = None) -> Freshness:
    """Return how far each node's data reach, in one state and one remark for each."""
    nodes = tuple(_of_node(node, found.halted_because, shown_as) for node in found.nodes)
    return Freshness(as_of=shown_as or found.looked_at, nodes=nodes)


def _of_node(
    node: told.NodeFreshness, halted_because: str | None, shown_as: datetime | None
) -> NodeFreshness:
    state = node.state
    if state is NodeState.COMPLETE and halted_because is not None:
        state = NodeState.BEHIND
    return NodeFreshness(
        node_id=node.node,
        state=state,
        since=node.since if shown_as is None or node.since is None else shown_as,
        positions=tuple(
            SourcePosition(source.source, source.epoch, source.position)
            for source in node.sources
            if source.position
        ),
        remark=_remark(node, halted_because),
    )


def _remark(node: told.NodeFreshness, halted_because: str | None) -> str:
    """Say in words what of a node's data is missing."""
    missing = sum(source.missing for source in node.sources)
    parked = sum(source.parked for source in node.sources)
    remarks = []
    if missing:
        remarks.append(f"nie wliczono zdarzeń: {missing}")
    if parked:
        remarks.append(f"zdarzenia odłożone do wyjaśnienia: {parked}")
    if forks := sum(source.forks for source in node.sources):
        remarks.append(f"zdarzenia sporne: {forks}")
    if any(source.stopped_because for source in node.sources):
        remarks.append("łańcuch zdarzeń przerwany")
    if halted_because is not None:
        remarks.append("wliczanie zdarzeń wstrzymane")
    return "; ".join(remarks)
