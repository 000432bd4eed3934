"""A coordinator decides about many cards at once: chosen, previewed, then done card by card."""

from __future__ import annotations

import re
from datetime import time
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from shared.database import Database
from tests.slices.pages_of_cards.browsing import send, text_of
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import to_approve, to_draft, to_sign, told

FIRST, SECOND, THIRD = UUID(int=41), UUID(int=42), UUID(int=43)
APPROVE, RETURN = "/batches/start/approve_cards", "/batches/start/return_cards"
REASON = {"reason": "incomplete", "remarks": "Brak ustaleń."}


@pytest.fixture(autouse=True)
def waiting(database: Database) -> Database:
    """Let three cards of one day wait."""
    for hour, card_id in ((8, FIRST), (10, SECOND), (12, THIRD)):
        advice = told(started_at=time(hour), ended_at=time(hour + 1))
        do(database, to_draft(card_id, advice=advice), to_sign(card_id))
    return database


def states(database: Database) -> dict[str, int]:
    with database.read() as connection:
        rows = connection.execute(
            text("SELECT state, count(*) AS count_1 FROM advice_card GROUP BY state")
        )
        return {row.state: row.count_1 for row in rows}


def begun(browser: FlaskClient, start: str, **fields: object) -> str:
    """Choose rows and an action; return where the preview is."""
    answer = send(browser, start, fields, follow=False)
    assert answer.status_code == 302
    return str(answer.location)


def test_the_queue_offers_what_can_be_done_with_the_cards_that_are_ticked(
    coordinator: FlaskClient, adviser: FlaskClient
) -> None:
    queue = coordinator.get("/approvals?sort=-held_on").get_data(as_text=True)

    assert queue.count('type="checkbox" name="rows"') == 3
    assert f'formaction="{APPROVE}?sort=-held_on"' in queue
    assert "formaction" not in adviser.get("/cards").get_data(as_text=True)


def test_a_preview_says_what_will_happen_and_that_there_is_no_way_back(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, APPROVE, rows=[str(FIRST), str(SECOND)])

    page = text_of(coordinator.get(where))

    assert "Jeszcze nic się nie stało." in page
    assert "Do wykonania: 2. Pominięte: 0." in page
    assert "1/2009/zarska" in page
    assert "3/2009/zarska" not in page
    assert "Karta zostanie zatwierdzona" in page
    assert "Zatwierdzenia nie można cofnąć" in page
    assert states(database) == {"documented": 3}


def test_the_cards_of_the_preview_are_approved_and_no_others(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, APPROVE, rows=[str(FIRST), str(SECOND)])

    result = text_of(send(coordinator, f"{where}/run"))

    assert "Wykonano: 2. Nie wykonano: 0." in result
    assert "Cofnij" not in result
    assert states(database) == {"approved": 2, "documented": 1}


def test_all_rows_of_the_filter_are_those_of_the_click(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, APPROVE, all="1")
    late = told(started_at=time(14), ended_at=time(15))
    do(database, to_draft(UUID(int=44), advice=late), to_sign(UUID(int=44)))

    send(coordinator, f"{where}/run")

    assert states(database) == {"approved": 3, "documented": 1}


def test_what_stands_in_the_way_of_a_row_is_said_before_and_the_row_is_left_alone(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, RETURN, rows=[str(FIRST), str(SECOND)])
    do(database, to_approve(FIRST))

    preview = text_of(send(coordinator, f"{where}/answers", REASON))
    result = text_of(send(coordinator, f"{where}/run"))

    assert "Do wykonania: 1. Pominięte: 1." in preview
    assert "Wykonano: 1. Nie wykonano: 0. Pominięto: 1." in result
    assert states(database) == {"approved": 1, "documented": 1, "returned": 1}


def test_what_came_in_between_is_refused_row_by_row_and_the_rest_is_done(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, APPROVE, all="1")
    do(database, to_approve(SECOND))

    result = text_of(send(coordinator, f"{where}/run"))

    assert "Wykonano: 2. Nie wykonano: 1." in result
    assert states(database) == {"approved": 3}


def test_a_batch_sent_twice_is_done_once(coordinator: FlaskClient, database: Database) -> None:
    where = begun(coordinator, APPROVE, all="1")
    send(coordinator, f"{where}/run")
    with database.read() as connection:
        before = connection.execute(text("SELECT count(*) FROM journal")).scalar_one()

    again = send(coordinator, f"{where}/run")

    assert "Wykonano: 3." in text_of(again)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM journal")).scalar_one() == before


def test_a_batch_that_broke_off_goes_on_where_it_stopped(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, APPROVE, all="1")
    send(coordinator, f"{where}/run")
    with database.write() as connection:
        connection.execute(text("UPDATE batch SET state = 'previewed'"))
        connection.execute(text("UPDATE batch_row SET state = 'ready' WHERE place > 1"))
        before = connection.execute(text("SELECT count(*) FROM journal")).scalar_one()

    result = send(coordinator, f"{where}/run")

    assert "Wykonano: 3. Nie wykonano: 0." in text_of(result)
    with database.read() as connection:
        assert connection.execute(text("SELECT count(*) FROM journal")).scalar_one() == before


def test_a_reason_is_asked_once_for_all_and_has_to_be_given(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, RETURN, all="1")

    asked = coordinator.get(where).get_data(as_text=True)
    without = send(coordinator, f"{where}/answers", {"reason": "", "remarks": "Uwaga"})
    ran = send(coordinator, f"{where}/run")

    assert 'name="reason"' in asked
    assert without.status_code == 422
    assert "Uwaga" in text_of(without)
    assert "Popraw formularz" in text_of(without)
    assert "Pokaż, co się stanie" in text_of(ran)
    assert states(database) == {"documented": 3}


def test_a_return_of_many_cards_keeps_the_reason_with_each(
    coordinator: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, RETURN, all="1")
    send(coordinator, f"{where}/answers", REASON)

    result = send(coordinator, f"{where}/run")
    late = send(coordinator, f"{where}/answers", {"reason": "other", "remarks": ""})

    assert states(database) == {"returned": 3}
    assert "Zwrotu nie można cofnąć" in text_of(result)
    assert "Wykonano: 3." in text_of(late)
    card = text_of(coordinator.get(f"/cards/{SECOND}"))
    assert "Brak ustaleń." in card


def test_choosing_nothing_leads_back_with_a_word(coordinator: FlaskClient) -> None:
    answer = send(coordinator, f"{APPROVE}?sort=-held_on", {"rows": ["no-id"]})

    assert answer.request.full_path == "/approvals?sort=-held_on"
    assert "Zaznacz wiersze" in text_of(answer)


def test_a_row_that_is_gone_from_the_list_is_said_and_left_out(
    coordinator: FlaskClient, database: Database
) -> None:
    do(database, to_approve(FIRST))

    preview = send(coordinator, APPROVE, {"rows": [str(FIRST), str(SECOND)]})

    assert "Zaznaczone wiersze, których nie ma już na liście: 1." in text_of(preview)
    assert "Wybrano wierszy: 1." in text_of(preview)


def test_more_rows_than_people_can_read_are_not_taken(
    coordinator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.web.batches.MOST_ROWS", 2)

    answer = send(coordinator, APPROVE, {"all": "1"})

    assert "Naraz można wybrać najwyżej 2 wierszy." in text_of(answer)


def test_batches_are_remembered_for_those_who_may_do_the_same(
    coordinator: FlaskClient, deputy: FlaskClient, adviser: FlaskClient
) -> None:
    where = begun(coordinator, APPROVE, all="1")
    send(coordinator, f"{where}/run")

    listed = text_of(coordinator.get("/batches"))

    assert re.search(r"Maria Kołodziej Zatwierdź karty 3 wykonano", listed)
    assert deputy.get(where).status_code == 200
    assert adviser.get(where).status_code == 403


def test_a_batch_is_carried_out_by_whoever_saw_its_preview(
    coordinator: FlaskClient, deputy: FlaskClient, database: Database
) -> None:
    where = begun(coordinator, APPROVE, all="1")

    page, ran = deputy.get(where), send(deputy, f"{where}/run")

    assert "Wykonaj" not in text_of(page).replace("Wykonane", "")
    assert ran.status_code == 403
    assert states(database) == {"documented": 3}


def test_what_cannot_be_undone_is_not_undone(coordinator: FlaskClient, database: Database) -> None:
    where = begun(coordinator, APPROVE, all="1")
    send(coordinator, f"{where}/run")

    send(coordinator, f"{where}/undo")

    assert states(database) == {"approved": 3}


@pytest.mark.parametrize("path", ["/batches/start/fly", f"/batches/{UUID(int=9)}/run"])
def test_what_is_not_there_is_answered_by_a_page(coordinator: FlaskClient, path: str) -> None:
    assert send(coordinator, path).status_code in {403, 404}
