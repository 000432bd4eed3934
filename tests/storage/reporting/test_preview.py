"""The preview is read fast, and is the report that would be submitted, number by number."""

from __future__ import annotations

import pytest

from services.reporting.domain.narrative import PREFILLED
from services.reporting.domain.report_order import ReportOrder
from services.reporting.domain.submission import SubmittedVersion
from services.reporting.reports.basis import Basis
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.compiling import basis_of, compile_report
from shared.database import Database
from shared.kernel.clock import business_day
from tests.storage.reporting.advice_told import Node, a_card, a_client
from tests.storage.reporting.people_told import Desk
from tests.storage.reporting.reading import CODE, PROGRAMME, Centre
from tests.storage.reporting.test_totals import a_season
from tests.unit.reporting.report_sample import an_order


@pytest.fixture
def centre(database: Database) -> Centre:
    """Give a centre that has seen corrections, merges, and what could not be folded."""
    centre = Centre(database)
    centre.publish()
    zarska, cistor = Node("zarska"), Node("cistor")
    for node in (zarska, cistor):
        a_season(node)
        desk = Desk(node)
        desk.duty(1, minutes=240)
        desk.missed(2)
        desk.merge(10, into=11)
        desk.merge(11, into=21)
        node.approve(20, minutes=30, clients=(a_client(10),))
        node.approve(21, minutes=600, clients=(a_client(99),))
    centre.reporting.faults.cards.add(a_card(21))
    centre.hear(zarska, cistor)
    return centre


def test_the_preview_is_the_report_that_is_submitted(centre: Centre) -> None:
    with centre.reading() as records:
        previewed = records.previewing.preview(PROGRAMME, an_order())

    centre.submit(an_order(), naming_parked=True)

    with centre.reading() as records:
        drawn = records.reports.filed(SubmittedVersion(CODE)).version.drawn
    assert canonical_json(previewed) == drawn.value
    assert Basis.from_json(drawn.basis).not_folded


def test_the_words_that_are_prefilled_are_those_of_the_report(centre: Centre) -> None:
    today = business_day(centre.now)
    with centre.database.read() as connection:
        order = ReportOrder.final(PROGRAMME, today)
        basis = basis_of(connection, order, looked_at=centre.now)
        merit = compile_report(connection, PROGRAMME, basis).merit

    with centre.reading() as records:
        words = records.narratives.prefilled(PROGRAMME, today)

    told = (merit.goals, merit.performance, merit.recipients, (merit.role_of_partners,))
    assert dict(words) == dict(zip(PREFILLED, told, strict=True))
