"""What a report is made from, besides the programme: figures, freshness of nodes, the order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from services.reporting.domain.freshness import NodeState
from services.reporting.domain.parked import ParkedKind
from services.reporting.domain.report_order import ReportKind, ReportOrder

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.domain.cell import FigureReference, FigureValue


__all__ = [
    "Figures",
    "Freshness",
    "NodeFreshness",
    "NodeState",
    "NotFolded",
    "ReportKind",
    "ReportOrder",
    "SourcePosition",
]


class Figures(Protocol):
    """Answers from the facts, all as of the same positions: the report's."""

    def value(self, reference: FigureReference, /) -> FigureValue:
        """Return the figure's value in its own unit: minutes for hours, else a count or PLN."""


@dataclass(frozen=True)
class SourcePosition:
    """The last domain event of a source that the report counts."""

    source: str
    epoch: int
    position: int


@dataclass(frozen=True, kw_only=True)
class NotFolded:
    """A domain event that the report does not count: `kind` is why it was not folded."""

    source: str
    epoch: int
    position: int
    type: str
    kind: ParkedKind


@dataclass(frozen=True, kw_only=True)
class NodeFreshness:
    """How far the data of one node reach, as a report tells it: in one state and one remark.

    `since` is when the state began; `None` for a silent node means that it was never heard of.
    """

    node_id: str
    state: NodeState
    since: datetime | None = None
    positions: tuple[SourcePosition, ...] = ()
    remark: str = ""


@dataclass(frozen=True)
class Freshness:
    """How far the data of all nodes reach at one moment.

    A node of the programme that is not listed counts as silent, never as complete.
    """

    as_of: datetime
    nodes: tuple[NodeFreshness, ...]

    def of(self, node_id: str) -> NodeFreshness:
        """Return what is known of a node."""
        for node in self.nodes:
            if node.node_id == node_id:
                return node
        return NodeFreshness(node_id=node_id, state=NodeState.SILENT)
