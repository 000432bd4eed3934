"""How long a session lasts and is kept, and what administrators find among people."""

from __future__ import annotations

from datetime import timedelta

import pytest

from shared.kernel.clock import CENTRE_TIME
from tests.slices.accounts.conftest import Browser
from tests.unit.accounts.examples import ADMINISTRATOR_ID, NOW, PERSON_ID
from tests.unit.web.site import SetClock

HOUR = 3600


def seconds(browser: Browser, step: str) -> int:
    answer = browser.send("/", f"/accounts/session/{step}")
    assert answer.status_code == 200
    assert answer.json is not None
    return int(answer.json["seconds"])


def test_a_page_says_when_the_session_ends(adam: Browser) -> None:
    page = adam.get("/")

    end = (NOW + timedelta(hours=1)).astimezone(CENTRE_TIME)
    assert f"sesja skończy się o godz. {end:%H:%M}." in page
    assert f'data-session="{HOUR}"' in page


def test_looking_at_a_session_does_not_lengthen_it(adam: Browser, clock: SetClock) -> None:
    page = adam.client.get("/").get_data(as_text=True)
    clock.go_on(timedelta(minutes=30))

    looked = [adam.send_from(page, "/accounts/session/look", {}).json for _ in range(2)]

    assert looked == [{"seconds": HOUR // 2}] * 2


def test_whoever_says_so_stays(adam: Browser, clock: SetClock) -> None:
    page = adam.client.get("/").get_data(as_text=True)
    clock.go_on(timedelta(minutes=59))

    stayed = adam.send_from(page, "/accounts/session/stay", {}).json
    clock.go_on(timedelta(minutes=30))

    assert stayed == {"seconds": HOUR}
    assert adam.status("/") in {200, 302}
    assert "Adam Ćwiek" in adam.get("/")


def test_somebody_who_was_just_seen_stays_the_whole_time(adam: Browser, clock: SetClock) -> None:
    page = adam.client.get("/").get_data(as_text=True)
    clock.go_on(timedelta(seconds=30))

    assert adam.send_from(page, "/accounts/session/stay", {}).json == {"seconds": HOUR}


@pytest.mark.parametrize("step", ["look", "stay"])
def test_a_session_that_is_over_has_no_time_left(
    adam: Browser, stranger: Browser, clock: SetClock, step: str
) -> None:
    page = adam.client.get("/").get_data(as_text=True)
    clock.go_on(timedelta(minutes=61))

    assert adam.send_from(page, f"/accounts/session/{step}", {}).json == {"seconds": 0}
    nobody = stranger.send("/accounts/login", f"/accounts/session/{step}")
    assert nobody.json == {"seconds": 0}


def test_people_are_found_by_administrators_only(zaneta: Browser, adam: Browser) -> None:
    assert f'href="/accounts/people/{PERSON_ID}"' in zaneta.get("/search?q=ćwiek")
    assert f"/accounts/people/{ADMINISTRATOR_ID}" not in zaneta.get("/search?q=ćwiek")
    assert str(PERSON_ID) not in adam.get("/search?q=ćwiek")
    assert "Niczego nie znaleziono." in adam.get("/search?q=ćwiek")


def test_an_empty_search_says_what_can_be_looked_for(adam: Browser) -> None:
    assert "Wpisz nazwę klienta" in adam.get("/search")


def test_a_pesel_is_taken_out_of_the_address(adam: Browser) -> None:
    answer = adam.client.get("/search?q=440514 01359")

    assert answer.location == "/search"
    page = adam.get("/search")
    assert "Po numerze PESEL nie można szukać." in page
    assert "44051401359" not in page
