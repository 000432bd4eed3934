"""A coordinator goes through the approval queue page by page."""

from __future__ import annotations

from datetime import time
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest
from flask.testing import FlaskClient

from shared.database import Database
from tests.slices.pages_of_cards.browsing import links, send, text_of
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import to_approve, to_draft, to_sign, told

FIRST, SECOND = UUID(int=41), UUID(int=42)


@pytest.fixture
def waiting(database: Database) -> Database:
    """Let two cards of one day wait."""
    for hour, card_id in ((8, FIRST), (10, SECOND)):
        advice = told(started_at=time(hour), ended_at=time(hour + 1))
        do(database, to_draft(card_id, advice=advice), to_sign(card_id))
    return database


@pytest.mark.usefixtures("waiting")
def test_the_queue_leads_from_card_to_card(coordinator: FlaskClient) -> None:
    queue = coordinator.get("/approvals")
    first = coordinator.get(f"/approvals/{FIRST}")
    second = coordinator.get(f"/approvals/{SECOND}")

    assert links(queue)["1/2009/zarska"] == f"/approvals/{FIRST}"
    assert "Karta 1 z 2 w kolejce" in text_of(first)
    assert links(first)["Następna karta"] == f"/approvals/{SECOND}"
    assert links(second)["Poprzednia karta"] == f"/approvals/{FIRST}"


@pytest.mark.usefixtures("waiting")
def test_the_queue_is_kept_as_it_is_shown(coordinator: FlaskClient) -> None:
    content = coordinator.get("/approvals?format=xlsx").data

    rows = list(openpyxl.load_workbook(BytesIO(content))["Lista"].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["1/2009/zarska", "2/2009/zarska"]


@pytest.mark.usefixtures("waiting")
def test_after_one_decision_comes_the_next_card(coordinator: FlaskClient) -> None:
    approved = send(coordinator, f"/approvals/{FIRST}/approval")
    returned = send(
        coordinator,
        f"/approvals/{SECOND}/return",
        {"reason": "incomplete", "remarks": "Brak ustaleń."},
    )

    assert "Zatwierdzono kartę 1/2009/zarska." in text_of(approved)
    assert "Karta 1 z 1 w kolejce" in text_of(approved)
    assert "Zwrócono kartę 2/2009/zarska do poprawy." in text_of(returned)
    assert "Żadna karta nie czeka na Twoje zatwierdzenie." in text_of(returned)


@pytest.mark.usefixtures("waiting")
def test_who_decides_about_the_last_card_goes_back_to_the_one_before(
    coordinator: FlaskClient,
) -> None:
    page = send(coordinator, f"/approvals/{SECOND}/approval")

    assert "Zatwierdzanie karty 1/2009/zarska" in text_of(page)


@pytest.mark.usefixtures("waiting")
def test_a_card_is_not_returned_without_a_reason(coordinator: FlaskClient) -> None:
    page = send(coordinator, f"/approvals/{FIRST}/return", {"reason": "", "remarks": "Popraw"})

    assert page.status_code == 422
    assert "Wybierz powód zwrotu z listy" in text_of(page)


def test_a_card_that_somebody_else_decided_about_says_so(
    coordinator: FlaskClient, waiting: Database
) -> None:
    do(waiting, to_approve(FIRST))

    page = send(coordinator, f"/approvals/{FIRST}/approval")

    assert page.status_code == 422
    assert "nie czeka na zatwierdzenie" in text_of(page)
    assert "Ta karta nie czeka na Twoją decyzję." in text_of(page)
    assert "W kolejce: 1" in text_of(page)


@pytest.mark.usefixtures("waiting")
def test_an_adviser_has_no_queue_of_approvals(adviser: FlaskClient) -> None:
    assert adviser.get(f"/approvals/{FIRST}").status_code == 403
