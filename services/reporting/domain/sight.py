"""What a person sees of figures: those of all nodes, of their own node, or of what was submitted.

At a partner's node there is nothing but its own; at the centre the facts of all nodes lie side by
side, so that there the rule decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from services.reporting.domain.cell import FigureReference
from services.reporting.domain.refusals import NotOfYourNode
from shared.kernel.command import Role

if TYPE_CHECKING:
    from shared.kernel.command import Actor

OF_ALL_NODES: Final = frozenset({Role.REPORTING_OFFICER, Role.OPERATIONS})
OF_ONE_NODE: Final = frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR, Role.ADVISER})
NODE: Final = "node"


@dataclass(frozen=True, kw_only=True)
class Sight:
    """How far somebody sees; `node` is `None` where it is not bound to one.

    `submitted_only`: nothing but submitted reports and the figures behind them.
    """

    node: str | None = None
    submitted_only: bool = False

    @classmethod
    def of(cls, actor: Actor, node: str, *, is_centre: bool) -> Sight:
        """Return what an actor sees at a node; of several roles the widest counts."""
        if is_centre and actor.roles & OF_ALL_NODES:
            return cls()
        if actor.roles & (OF_ALL_NODES | OF_ONE_NODE):
            return cls(node=node)
        return cls(submitted_only=True)

    def narrowed(self, reference: FigureReference) -> FigureReference:
        """Return the figure as it may be seen; raise NotOfYourNode for that of another node."""
        if self.node is None:
            return reference
        filters = dict(reference.filters)
        self.refuse_other_node(filters.get(NODE, self.node))
        return FigureReference.of(reference.name, reference.period, **{**filters, NODE: self.node})

    def refuse_other_node(self, node: str) -> None:
        """Raise NotOfYourNode if something of this node may not be seen."""
        if self.node is not None and node != self.node:
            raise NotOfYourNode(node, self.node)
