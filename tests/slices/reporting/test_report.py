"""The Ministry's report, compiled from facts that really were folded."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

import pytest

from services.reporting.figures.as_of import NothingFolded
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.compiling import basis_of, compile_report
from services.reporting.reports.template_2005.pdf import draw_draft
from services.reporting.reports.template_2005.value import Report2005
from services.reporting.reports.template_2005.xlsx import draw_xlsx
from shared.contracts.consultations import CardClient, ClientKind
from shared.contracts.programme import Programme
from shared.messaging import chain
from shared.messaging.folding import FAILURES_IN_A_ROW
from tests.storage.reporting.advice_told import NOW, Node, Reporting, a_card
from tests.unit.reporting.report_sample import (
    Advice,
    Sample,
    a_season,
    an_order,
    the_programme,
)

QUESTIONS = ("sex", "age_band", "gmina", "status")


@pytest.fixture
def programme() -> Programme:
    return the_programme()


@pytest.fixture
def nodes(programme: Programme, reporting: Reporting) -> dict[str, Node]:
    """Give the nodes of the programme, all enrolled."""
    nodes = {partner.node: Node(partner.node) for partner in programme.partners}
    reporting.expect(*nodes.values())
    return nodes


def tell(nodes: dict[str, Node], season: Iterable[Advice]) -> None:
    for number, advice in enumerate(season, start=1):
        client = CardClient(
            client_id=UUID(int=advice.client),
            client_kind=ClientKind(advice.codes["client_kind"]),
            **{question: advice.codes.get(question) for question in QUESTIONS},
        )
        nodes[advice.codes["node"]].approve(
            number,
            advice.minutes,
            held_on=advice.held_on,
            field_of_advice=advice.codes["field_of_advice"],
            form_of_contact=advice.codes["form_of_contact"],
            clients=(client,),
        )


def take_in(reporting: Reporting, nodes: Iterable[Node]) -> None:
    for node in nodes:
        reporting.receive(node, [*node.deliveries(), node.heartbeat()])
        reporting.fold(node)


def compiled(reporting: Reporting, programme: Programme, *, season: bool = False) -> Report2005:
    with reporting.reading() as connection:
        basis = basis_of(
            connection,
            an_order(),
            looked_at=NOW,
            shown_as=NOW + timedelta(days=30) if season else None,
        )
        return compile_report(connection, programme, basis)


def state_of(report: Report2005, node: str) -> tuple[str, str]:
    """Return what the report says of a node's data: its state, its last counted record."""
    row = next(row for row in report.data_state.nodes.rows if node in row.entries)
    texts = [
        entry.replace("\N{NO-BREAK SPACE}", " ")
        for entry in row.entries[2:]
        if isinstance(entry, str)
    ]
    return texts[0], texts[1]


def test_a_report_of_facts_is_that_of_the_rows_they_were_made_of(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    season = a_season(programme)
    tell(nodes, season)
    take_in(reporting, nodes.values())

    report = compiled(reporting, programme)

    assert report.merit == Sample(programme, season).report().merit
    assert report.data_state.summary == (
        "Sprawozdanie obejmuje wszystkie dane wszystkich organizacji."
    )
    assert state_of(report, "zarska") == (
        "dane kompletne",
        f"/nodes/zarska/consultations, epoka 1, pozycja {len(nodes['zarska'].links)}",
    )


def test_a_node_that_never_reported_is_named_and_never_zero(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    tell(nodes, a_season(programme, cards=60))
    take_in(reporting, [node for name, node in nodes.items() if name != "zarska"])

    report = compiled(reporting, programme)

    by_node = next(each for each in report.merit.advice if "organizacji" in each.title)
    (row,) = [each for each in by_node.rows if each.label.startswith("Żarska")]
    assert [cell.shown for cell in row.cells] == ["brak danych"] * 4
    assert by_node.rows[-1].cells[0].shown.endswith("*")
    assert "Żarska Spółdzielnia Socjalna" in by_node.notes[0]
    assert state_of(report, "zarska") == ("węzeł nie przekazał żadnych danych", "–")


def test_what_is_missing_of_a_node_is_told_in_words(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    node = nodes["zarska"]
    node.unreadable(1)
    node.approve(2)
    first, second = node.deliveries()
    told = []
    for deliveries in ([first, node.heartbeat()], [second]):
        reporting.receive(node, deliveries)
        reporting.fold(node)
        told.append(state_of(compiled(reporting, programme), "zarska")[0])

    assert told == [
        "dane opóźnione; nie wliczono zdarzeń: 1; zdarzenia odłożone do wyjaśnienia: 1",
        "dane opóźnione od 7 lipca 2009 r., godz. 14:00; zdarzenia odłożone do wyjaśnienia: 1",
    ]


def test_a_node_with_two_histories_is_told_in_words(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    node, restored = nodes["zarska"], Node("zarska")
    node.approve(1)
    restored.approve(2)
    reporting.receive(node, [*node.deliveries(), *restored.deliveries(), node.heartbeat()])
    reporting.fold(node)

    state, _ = state_of(compiled(reporting, programme), "zarska")

    assert state.endswith("zdarzenia sporne: 1")


def test_a_broken_chain_is_told_in_words(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    node = nodes["zarska"]
    node.approve(1)
    body = chain.body_of(node.links[0].message)
    other = chain.seal(body, epoch=1, position=1, prevdigest="0" * 64)
    reporting.receive(node, [node.delivery(other.message), node.heartbeat()])
    reporting.fold(node)

    state, last = state_of(compiled(reporting, programme), "zarska")

    assert state == "dane opóźnione; nie wliczono zdarzeń: 1; łańcuch zdarzeń przerwany"
    assert last == "–"


def test_a_halted_projection_makes_every_node_late(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    node = nodes["zarska"]
    for card in range(1, FAILURES_IN_A_ROW + 1):
        reporting.faults.cards.add(a_card(card))
        node.approve(card)
    take_in(reporting, nodes.values())

    report = compiled(reporting, programme)

    assert state_of(report, "cistor")[0].endswith("; wliczanie zdarzeń wstrzymane")
    assert "dane opóźnione" in state_of(report, "cistor")[0]


def test_where_business_time_is_played_the_report_tells_that_time(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    take_in(reporting, [nodes["cistor"]])
    silent = nodes["zarska"]
    reporting.receive(silent, [silent.heartbeat(NOW - timedelta(days=1))])

    real = compiled(reporting, programme)
    played = compiled(reporting, programme, season=True)

    assert (real.data_state.as_of, played.data_state.as_of) == (NOW, NOW + timedelta(days=30))
    assert state_of(real, "zarska")[0] == "węzeł milczy od 6 lipca 2009 r., godz. 14:00"
    assert state_of(played, "zarska")[0] == "węzeł milczy od 6 sierpnia 2009 r., godz. 14:00"
    assert state_of(played, "swrgzs")[0] == "węzeł nie przekazał żadnych danych"


def test_the_same_facts_give_the_same_bytes(
    reporting: Reporting, nodes: dict[str, Node], programme: Programme
) -> None:
    tell(nodes, a_season(programme, cards=30))
    take_in(reporting, nodes.values())

    first = compiled(reporting, programme)
    reporting.rebuild()
    second = compiled(reporting, programme)

    assert canonical_json(first) == canonical_json(second)
    assert draw_draft(first) == draw_draft(second)
    assert draw_xlsx(first) == draw_xlsx(second)


def test_before_anything_is_folded_there_is_no_report(
    reporting: Reporting, programme: Programme
) -> None:
    with pytest.raises(NothingFolded):
        compiled(reporting, programme)
