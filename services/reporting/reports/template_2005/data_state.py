"""The state of the data: which node sent everything, which is behind, which is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.reports.sources import NodeState
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005.value import DataState
from shared.kernel import polish

if TYPE_CHECKING:
    from services.reporting.reports.sources import Freshness, NodeFreshness
    from shared.contracts.programme import Programme

_COLUMNS: Final = (
    Column("Organizacja", 34),
    Column("Węzeł", 14),
    Column("Stan danych", 30),
    Column("Ostatni ujęty zapis", 30),
)
_STATES: Final = {
    NodeState.COMPLETE: "dane kompletne",
    NodeState.BEHIND: "dane opóźnione",
    NodeState.SILENT: "węzeł milczy",
}


def data_state(programme: Programme, freshness: Freshness) -> DataState:
    """Describe every node of the programme, also those that were never heard of."""
    nodes = [(partner, freshness.of(partner.node)) for partner in programme.partners]
    incomplete = tuple(
        f"„{partner.name}” ({_state(known)})"
        for partner, known in nodes
        if known.state is not NodeState.COMPLETE
    )
    return DataState(
        as_of=freshness.as_of,
        summary=_summary(incomplete),
        nodes=Table(
            title="Stan danych według organizacji",
            columns=_COLUMNS,
            rows=tuple(
                Row((partner.name, partner.node, _state(known), _positions(known)))
                for partner, known in nodes
            ),
        ),
    )


def _summary(incomplete: tuple[str, ...]) -> str:
    if not incomplete:
        return "Sprawozdanie obejmuje wszystkie dane wszystkich organizacji."
    return f"Sprawozdanie nie obejmuje wszystkich danych: {'; '.join(incomplete)}."


def _state(known: NodeFreshness) -> str:
    if known.state is NodeState.SILENT and known.since is None:
        state = "węzeł nie przekazał żadnych danych"
    else:
        state = _STATES[known.state]
    if known.state is not NodeState.COMPLETE and known.since is not None:
        state = f"{state} od {polish.moment(known.since)}"
    return f"{state}; {known.remark}" if known.remark else state


def _positions(known: NodeFreshness) -> str:
    return (
        "; ".join(
            f"{at.source}, epoka {at.epoch}, pozycja {polish.number(at.position)}"
            for at in known.positions
        )
        or polish.DASH
    )
