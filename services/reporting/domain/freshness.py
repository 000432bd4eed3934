"""How far the data of each expected node reach. A missing node is named (domain.md 7.5, R-3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class NodeState(StrEnum):
    """Whether everything that a node told is folded."""

    COMPLETE = "complete"
    BEHIND = "behind"
    SILENT = "silent"


@dataclass(frozen=True)
class SourceFreshness:
    """How far the data of one source reach.

    `since`: complete to this moment, behind since the last complete one, or silent since the last
    heartbeat; `None` if that never was. `missing`: domain events that the node committed, as far as
    it is known, and that are not folded. `forks`: domain events that claim a position which the
    archive holds with another one. `clock_skew`: how far ahead of ours the node's clock was at its
    newest heartbeat; one that lay in a queue looks like a clock that is behind.
    """

    source: str
    state: NodeState
    since: datetime | None
    epoch: int
    position: int
    missing: int
    parked: int
    stopped_because: str | None
    forks: int = 0
    clock_skew: timedelta = timedelta(0)


@dataclass(frozen=True)
class NodeFreshness:
    """How far the data of one node reach: as far as those of its worst source."""

    node: str
    sources: tuple[SourceFreshness, ...]

    @property
    def state(self) -> NodeState:
        """The worst state among the node's sources."""
        return self._worst.state

    @property
    def since(self) -> datetime | None:
        """Since when, or to when, the worst source is in its state."""
        return self._worst.since

    @property
    def _worst(self) -> SourceFreshness:
        order = (NodeState.SILENT, NodeState.BEHIND, NodeState.COMPLETE)

        def badness(source: SourceFreshness) -> tuple[int, bool, float]:
            moment = 0.0 if source.since is None else source.since.timestamp()
            return (order.index(source.state), source.since is not None, moment)

        return min(self.sources, key=badness)


@dataclass(frozen=True)
class Freshness:
    """How far the data of all expected nodes reach, at one moment."""

    looked_at: datetime
    nodes: tuple[NodeFreshness, ...]
    halted_because: str | None = None

    @property
    def is_complete(self) -> bool:
        """Whether no node is missing anything."""
        return self.halted_because is None and all(
            node.state is NodeState.COMPLETE for node in self.nodes
        )
