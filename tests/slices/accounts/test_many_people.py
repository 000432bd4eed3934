"""An administrator ends or gives back the access of many people at once, and undoes it."""

from __future__ import annotations

from tests.slices.accounts.conftest import Browser, text_of
from tests.unit.accounts.examples import ADMINISTRATOR_ID, PERSON_ID

PEOPLE = "/accounts/people"
DEACTIVATE = "/accounts/batches/start/deactivate_people"


def begun(browser: Browser, *staff_ids: object) -> str:
    answer = browser.send(PEOPLE, DEACTIVATE, {"rows": [str(each) for each in staff_ids]})
    assert answer.status_code == 302
    return str(answer.location)


def test_the_preview_names_people_and_says_that_the_last_administrator_stays(
    zaneta: Browser,
) -> None:
    page = zaneta.get(begun(zaneta, PERSON_ID, ADMINISTRATOR_ID))

    assert "Adam Ćwiek" in page
    assert "Do wykonania: 1. Pominięte: 1." in page
    assert "Można to potem cofnąć" in page


def test_people_lose_their_access_and_get_it_back(zaneta: Browser, adam: Browser) -> None:
    where = begun(zaneta, PERSON_ID)

    done = zaneta.send(where, f"{where}/run")
    result = zaneta.get(where)
    without = adam.log_in("adam@zarska.example").status_code
    zaneta.send(where, f"{where}/undo")

    assert done.status_code == 302
    assert "Cofnij to, co wykonano" in result
    assert without == 422
    assert "Cofnięto: Żaneta Łoś" in zaneta.get(where)
    assert adam.log_in("adam@zarska.example").status_code == 302


def test_what_can_no_longer_be_undone_is_said_row_by_row(zaneta: Browser) -> None:
    where = begun(zaneta, PERSON_ID)
    zaneta.send(where, f"{where}/run")
    zaneta.send(f"{PEOPLE}/{PERSON_ID}", f"{PEOPLE}/{PERSON_ID}/reactivation")

    zaneta.send(where, f"{where}/undo")

    assert "nie cofnięto" in zaneta.get(where)


def test_an_undone_batch_is_not_undone_again(zaneta: Browser, adam: Browser) -> None:
    where = begun(zaneta, PERSON_ID)
    page = zaneta.client.get(where).get_data(as_text=True)
    for step in ("run", "undo"):
        zaneta.send(where, f"{where}/{step}")
    zaneta.send(f"{PEOPLE}/{PERSON_ID}", f"{PEOPLE}/{PERSON_ID}/deactivation")

    zaneta.send_from(page, f"{where}/run", {})
    zaneta.send_from(page, f"{where}/undo", {})

    assert adam.log_in("adam@zarska.example").status_code == 422


def test_those_without_access_get_it_back_together(zaneta: Browser, adam: Browser) -> None:
    where = begun(zaneta, PERSON_ID)
    zaneta.send(where, f"{where}/run")
    back = "/accounts/batches/start/reactivate_people"
    answer = zaneta.send(PEOPLE, back, {"rows": [str(PERSON_ID), str(ADMINISTRATOR_ID)]})

    preview = zaneta.get(str(answer.location))
    zaneta.send(str(answer.location), f"{answer.location}/run")

    assert "Do wykonania: 1. Pominięte: 1." in preview
    assert adam.log_in("adam@zarska.example").status_code == 302


def test_batches_of_people_are_for_administrators(zaneta: Browser, adam: Browser) -> None:
    where = begun(zaneta, PERSON_ID)

    assert "tylko podgląd" in zaneta.get("/accounts/batches")
    assert adam.status(where) == 403
    assert adam.status("/accounts/batches") == 403


def test_the_list_of_batches_says_when_there_is_none(zaneta: Browser) -> None:
    assert "Nikt jeszcze nie zrobił niczego" in zaneta.get("/accounts/batches")


def test_the_list_of_people_has_views_of_its_own(zaneta: Browser) -> None:
    page = zaneta.client.get(f"{PEOPLE}?state=active").get_data(as_text=True)
    answer = zaneta.send_from(page, "/accounts/views", {"name": "Czynne"})

    assert answer.location == f"{PEOPLE}?state=active"
    assert "Czynne" in zaneta.get(PEOPLE)
    assert text_of(zaneta.client.get("/accounts/views?path=/accounts/people")).count("Czynne") > 1
