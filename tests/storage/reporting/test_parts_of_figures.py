"""What a figure is made of: its months, nodes and fields, each a figure that opens."""

from __future__ import annotations

from datetime import date

import pytest

from services.reporting.application.break_down_figure import (
    MOST_MONTHS,
    Breakdown,
    break_down_figure,
)
from services.reporting.application.queries import OpenFigure
from services.reporting.domain.cell import FigureReference, Standing
from services.reporting.domain.submission import SubmittedVersion
from shared.database import Database
from shared.kernel.command import Actor
from shared.kernel.period import Period
from tests.storage.reporting.advice_told import Node, a_client
from tests.storage.reporting.reading import CODE, COORDINATOR, OFFICER, PROGRAMME, Centre
from tests.unit.reporting.report_sample import SEASON


@pytest.fixture
def centre(database: Database) -> Centre:
    """Give a centre at which two nodes are complete, and the others were never heard of."""
    centre = Centre(database)
    centre.publish()
    zarska, cistor = Node("zarska"), Node("cistor")
    zarska.approve(1, minutes=60, held_on=date(2009, 6, 3), clients=(a_client(1),))
    zarska.approve(2, minutes=30, field_of_advice="tax", clients=(a_client(1),))
    cistor.approve(1, minutes=15, clients=(a_client(2),))
    centre.hear(zarska, cistor)
    return centre


def parts(
    centre: Centre,
    name: str = "hours_of_advice",
    period: Period = SEASON,
    actor: Actor = OFFICER,
    **filters: str,
) -> Breakdown:
    reference = FigureReference.of(name, period, **filters)
    return centre.ask(OpenFigure(actor=actor, reference=reference), break_down_figure)


def test_parts_of_a_sum_come_to_the_figure(centre: Centre) -> None:
    found = parts(centre, programme=CODE)

    months = {each.month.first.month: each.achieved.value for each in found.months}
    assert (months[6], months[7], sum(value or 0 for value in months.values())) == (60, 45, 105)
    assert sum(each.achieved.value or 0 for each in found.nodes) == 105
    assert [each.label for each in found.fields] == [
        each.label for each in PROGRAMME.fields_of_advice
    ]
    assert all(
        each.achieved.figure
        == FigureReference.of("hours_of_advice", SEASON, programme=CODE, node=partner.node)
        for each, partner in zip(found.nodes, PROGRAMME.partners, strict=True)
    )


def test_a_node_that_was_never_heard_of_is_no_zero(centre: Centre) -> None:
    found = {each.label: each.achieved for each in parts(centre).nodes}

    assert (found["Żarska SS"].value, found["Żarska SS"].standing) == (90, Standing.FINAL)
    assert (found["KIS Świecie"].value, found["KIS Świecie"].standing) == (None, Standing.NO_DATA)
    august = parts(centre).months[2].achieved
    june = parts(centre).months[0].achieved
    assert (august.value, june.standing) == (None, Standing.PROVISIONAL)


def test_a_figure_is_not_cut_by_what_narrows_it_already_or_does_not_have(centre: Centre) -> None:
    of_node = parts(centre, node="zarska", field_of_advice="tax")
    of_duty = parts(centre, "hours_of_duty")

    assert (of_node.nodes, of_node.fields) == ((), ())
    assert of_node.months[1].achieved.value == 30
    assert of_node.months[2].achieved.value == 0
    assert (len(of_duty.nodes), of_duty.fields) == (len(PROGRAMME.partners), ())


def test_one_month_and_very_many_are_no_trend(centre: Centre) -> None:
    years = Period(date(2000, 1, 1), date(2000 + MOST_MONTHS, 1, 1))

    assert parts(centre, period=Period.of_month(2009, 7)).months == ()
    assert parts(centre, period=years).months == ()


def test_a_coordinator_sees_the_parts_of_the_own_node(centre: Centre) -> None:
    found = parts(centre, actor=COORDINATOR)

    assert found.nodes == ()
    assert [each.achieved.value for each in found.months][:2] == [0, 15]


def test_a_submitted_report_tells_its_own_figures_and_no_parts(centre: Centre) -> None:
    centre.submit()
    query = OpenFigure(
        actor=OFFICER,
        reference=FigureReference.of("hours_of_advice", SEASON, programme=CODE),
        submitted=SubmittedVersion(CODE),
    )

    assert centre.ask(query, break_down_figure) == Breakdown()
