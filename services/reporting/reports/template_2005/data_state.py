"""The state of the data: which node sent everything, which is behind, which is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from services.reporting.domain.parked import ParkedKind
from services.reporting.reports.sources import NodeState
from services.reporting.reports.table import Column, Row, Table
from services.reporting.reports.template_2005 import wording
from services.reporting.reports.template_2005.value import DataState
from shared.kernel import polish

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reporting.reports.sources import Freshness, NodeFreshness, NotFolded
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
_NOT_FOLDED: Final = (
    Column(wording.ORDINAL, 5),
    Column("Źródło", 32),
    Column("Epoka", 8),
    Column("Pozycja", 10),
    Column("Rodzaj zdarzenia", 40),
    Column("Dlaczego go nie ujęto", 34),
)
_REASONS: Final = {
    ParkedKind.FAILED: "nie udało się go wliczyć",
    ParkedKind.UNKNOWN: "rodzaj nieznany tej wersji programu",
    ParkedKind.WAITING: "czeka za wcześniejszym zdarzeniem tej samej sprawy",
    ParkedKind.DISCARDED: "pominięte decyzją operatora sieci",
}


def data_state(
    programme: Programme, freshness: Freshness, not_folded: Sequence[NotFolded]
) -> DataState:
    """Describe every node of the programme, also those that were never heard of.

    Whatever came and is not counted is listed one by one.
    """
    nodes = [(partner, freshness.of(partner.node)) for partner in programme.partners]
    incomplete = tuple(
        f"„{partner.name}” ({_state(known)})"
        for partner, known in nodes
        if known.state is not NodeState.COMPLETE
    )
    return DataState(
        as_of=freshness.as_of,
        summary=_summary(incomplete, len(not_folded)),
        nodes=Table(
            title="Stan danych według organizacji",
            columns=_COLUMNS,
            rows=tuple(
                Row((partner.name, partner.node, _state(known), _positions(known)))
                for partner, known in nodes
            ),
        ),
        not_folded=_not_folded(not_folded) if not_folded else None,
    )


def _not_folded(places: Sequence[NotFolded]) -> Table:
    return Table(
        title="Zdarzenia nieujęte w sprawozdaniu",
        columns=_NOT_FOLDED,
        rows=tuple(
            Row(
                (
                    f"{number}.",
                    each.source,
                    str(each.epoch),
                    polish.number(each.position),
                    each.type.removeprefix("pl.owss."),
                    _REASONS[each.kind],
                )
            )
            for number, each in enumerate(places, start=1)
        ),
    )


def _summary(incomplete: tuple[str, ...], not_folded: int) -> str:
    lacking = list(incomplete)
    if not_folded:
        lacking.append(f"zdarzenia nieujęte, wymienione niżej ({polish.number(not_folded)})")
    if not lacking:
        return "Sprawozdanie obejmuje wszystkie dane wszystkich organizacji."
    return f"Sprawozdanie nie obejmuje wszystkich danych: {'; '.join(lacking)}."


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
