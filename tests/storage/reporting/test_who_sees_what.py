"""Figures, rows and domain events as the roles see them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from services.reporting.application.list_programmes import list_programmes
from services.reporting.application.open_domain_event import open_domain_event
from services.reporting.application.open_figure import open_figure
from services.reporting.application.open_rows import open_rows
from services.reporting.application.queries import (
    ListProgrammes,
    OpenDomainEvent,
    OpenFigure,
    OpenRows,
)
from services.reporting.domain.answered_figure import RowsOrder
from services.reporting.domain.cell import FigureReference
from services.reporting.domain.parked import Place
from services.reporting.domain.refusals import (
    NotOfYourNode,
    OnlySubmitted,
    RowsPointAtPeople,
    UnknownOrder,
    UnknownReportVersion,
)
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.figures.catalogue import FIGURES
from shared.database import Database
from shared.kernel.command import Actor, NotAuthorised
from shared.kernel.period import Period
from tests.storage.reporting.advice_told import Node, a_client
from tests.storage.reporting.reading import (
    ADMINISTRATOR,
    CODE,
    COORDINATOR,
    MINISTRY,
    NETWORK_OPERATOR,
    OFFICER,
    PROGRAMME,
    Centre,
)
from tests.unit.reporting.report_sample import SEASON

FIRST = SubmittedVersion(CODE, 1)
HOURS = FigureReference.of("hours_of_advice", SEASON, programme=CODE)
WOMEN = {"client_kind": "individual", "programme": CODE, "sex": "female"}


@pytest.fixture
def zarska() -> Node:
    zarska = Node("zarska")
    zarska.approve(2, minutes=90, clients=(a_client(7, sex="male"),))
    return zarska


@pytest.fixture
def centre(database: Database, zarska: Node) -> Centre:
    """Give a centre where two nodes told of a card each, one of them with six women."""
    centre = Centre(database)
    centre.publish()
    cistor = Node("cistor")
    cistor.approve(1, minutes=60, clients=tuple(a_client(n, sex="female") for n in range(1, 7)))
    centre.hear(cistor, zarska)
    return centre


def figure(centre: Centre, actor: Actor, reference: FigureReference, **more: Any) -> int | None:
    query = OpenFigure(actor=actor, reference=reference, **more)
    value = centre.ask(query, open_figure).cell.value
    return None if value is None else int(value)


def rows(centre: Centre, actor: Actor, reference: FigureReference, **more: Any) -> Any:
    return centre.ask(OpenRows(actor=actor, reference=reference, **more), open_rows)


def event(
    centre: Centre, actor: Actor, place: Place, submitted: SubmittedVersion | None = None
) -> Any:
    query = OpenDomainEvent(actor=actor, place=place, submitted=submitted)
    return centre.ask(query, open_domain_event)


CISTORS = Place("/nodes/cistor/consultations", 1, 1)
ZARSKAS = Place("/nodes/zarska/consultations", 1, 1)


@pytest.mark.parametrize("actor", [OFFICER, NETWORK_OPERATOR])
def test_at_the_centre_officer_and_operations_see_all_nodes(centre: Centre, actor: Actor) -> None:
    assert figure(centre, actor, HOURS) == 150
    assert event(centre, actor, ZARSKAS).data["minutes"] == 90


def test_at_the_centre_a_coordinator_sees_the_figures_of_the_own_node(centre: Centre) -> None:
    of_zarska = FigureReference.of("hours_of_advice", SEASON, node="zarska")

    assert figure(centre, COORDINATOR, HOURS) == 60
    assert event(centre, COORDINATOR, CISTORS).verified
    with pytest.raises(NotOfYourNode):
        figure(centre, COORDINATOR, of_zarska)
    with pytest.raises(NotOfYourNode):
        event(centre, COORDINATOR, ZARSKAS)


def test_a_partners_node_shows_its_own_to_everybody_there(centre: Centre) -> None:
    partner = replace(centre, node="zarska", is_centre=False)

    assert [figure(partner, actor, HOURS) for actor in (COORDINATOR, OFFICER)] == [90, 90]


def test_who_has_no_business_with_figures_sees_none(centre: Centre) -> None:
    with pytest.raises(NotAuthorised):
        figure(centre, ADMINISTRATOR, HOURS)
    with pytest.raises(NotAuthorised):
        centre.ask(ListProgrammes(actor=ADMINISTRATOR), list_programmes)


def test_the_ministry_sees_nothing_before_anything_was_submitted(centre: Centre) -> None:
    with pytest.raises(OnlySubmitted):
        figure(centre, MINISTRY, HOURS)
    with pytest.raises(UnknownReportVersion):
        figure(centre, MINISTRY, HOURS, submitted=FIRST)
    with pytest.raises(OnlySubmitted):
        event(centre, MINISTRY, CISTORS)


def test_the_ministry_sees_figures_of_a_submitted_report_as_they_were_then(
    centre: Centre, zarska: Node
) -> None:
    centre.submit()
    zarska.approve(3, minutes=45)
    centre.hear_again(zarska)

    then = figure(centre, MINISTRY, HOURS, submitted=FIRST)
    of_the_newest = figure(centre, OFFICER, HOURS, submitted=SubmittedVersion(CODE))
    now = figure(centre, OFFICER, HOURS)

    assert (then, of_the_newest, now) == (150, 150, 195)


def test_a_figure_that_stands_in_no_submitted_report_is_not_the_ministrys(
    centre: Centre,
) -> None:
    centre.submit()
    a_day = Period(date(2009, 7, 7), date(2009, 7, 7))
    withheld = FigureReference.of("unique_clients", SEASON, **{**WOMEN, "sex": "male"})

    with pytest.raises(OnlySubmitted):
        figure(centre, MINISTRY, replace(HOURS, period=a_day), submitted=FIRST)
    with pytest.raises(OnlySubmitted):
        figure(centre, MINISTRY, withheld, submitted=FIRST)


def test_a_coordinator_opens_no_figure_of_a_report_about_all_nodes(centre: Centre) -> None:
    centre.submit()

    with pytest.raises(NotOfYourNode):
        figure(centre, COORDINATOR, HOURS, submitted=FIRST)


def test_rows_are_seen_outside_without_what_people_are_like(centre: Centre) -> None:
    centre.submit()
    places = FigureReference.of("client_places", SEASON, programme=CODE)

    outside = rows(centre, MINISTRY, places, submitted=FIRST, proving=True)
    inside = rows(centre, OFFICER, places, submitted=FIRST)

    assert outside.is_proved
    assert inside.recomputed == 7
    assert {"sex", "age_band", "gmina", "status"}.isdisjoint(outside.rows[0].values)
    assert inside.rows[0].values["sex"] == "female"


def test_rows_by_what_people_are_like_stay_inside(centre: Centre) -> None:
    for number in range(3):
        zarska = Node(f"node-{number}")
        zarska.approve(9, clients=tuple(a_client(n, sex="male") for n in range(20, 27)))
        centre.hear(zarska)
    centre.submit()
    women = FigureReference.of("unique_clients", SEASON, **WOMEN)

    assert figure(centre, MINISTRY, women, submitted=FIRST) == 6
    with pytest.raises(RowsPointAtPeople):
        rows(centre, MINISTRY, women, submitted=FIRST)


def test_a_domain_event_is_opened_outside_without_its_data(centre: Centre) -> None:
    centre.submit()
    later = Place(CISTORS.source, 1, 2)

    assert event(centre, MINISTRY, CISTORS, FIRST).data == {}
    with pytest.raises(OnlySubmitted):
        event(centre, MINISTRY, later, FIRST)
    with pytest.raises(OnlySubmitted):
        event(centre, MINISTRY, CISTORS)


def test_rows_come_sorted_by_any_column_and_in_pages(centre: Centre) -> None:
    def minutes(**more: Any) -> list[int]:
        return [row.values["minutes"] for row in rows(centre, OFFICER, HOURS, **more).rows]

    assert minutes(order=RowsOrder(column="minutes", descending=True)) == [90, 60]
    assert minutes(order=RowsOrder(column="minutes"), offset=1, limit=1) == [90]
    with pytest.raises(UnknownOrder):
        minutes(order=RowsOrder(column="generation"))


def test_a_figure_of_people_says_by_what_they_were_told_apart(centre: Centre) -> None:
    people = FigureReference.of("unique_people", SEASON)

    answered = centre.ask(OpenFigure(actor=OFFICER, reference=people), open_figure)

    assert answered.matched_by == {"client_id": 7}
    assert (answered.operation, answered.count) == ("people", 7)


def test_programmes_in_force_are_listed_for_all_readers(centre: Centre) -> None:
    assert centre.ask(ListProgrammes(actor=MINISTRY), list_programmes) == (PROGRAMME,)


def test_every_figure_can_be_bound_to_a_node() -> None:
    assert all("node" in definition.filters for definition in FIGURES.values())
