"""Pages on which a second factor is required, and staff data are handed over and erased."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from flask import Flask

from shared.kernel.command import Role
from tests.slices.accounts.conftest import Browser, text_of
from tests.slices.accounts.test_people_pages import ADAM, ZANETA
from tests.storage.accounts.stored_desk import StoredDesk
from tests.unit.accounts.examples import (
    ADMINISTRATOR_ID,
    PASSWORD,
    PERSON_ID,
    TODAY,
    code_at,
    to_deactivate,
    to_erase,
    to_require,
)
from tests.unit.web.site import SetClock

RULES = "/accounts/second-factor"
FACTOR = "/accounts/me/factor"
LOGIN = "adam@zarska.example"


def plain(page: str) -> str:
    return page.replace("\N{NO-BREAK SPACE}", " ")


def test_a_role_is_required_to_have_one_from_a_day_on(zaneta: Browser) -> None:
    before = zaneta.get(RULES)

    answer = zaneta.send(RULES, RULES, {"roles": ["adviser"]}, required_from="2026-03-09")

    page = plain(zaneta.get(RULES))
    assert 'value="2026-03-16"' in before
    assert answer.status_code == 302
    assert "będzie od 9 marca 2026" in page
    assert "Żaneta Łoś" in page
    assert 'href="/accounts/second-factor"' in zaneta.get("/accounts/people")


def test_it_is_no_longer_required_once_that_was_said(zaneta: Browser, desk: StoredDesk) -> None:
    desk.do(to_require(Role.ADVISER))
    assert "tak, od 2 marca 2026" in plain(zaneta.get(RULES))

    zaneta.send(RULES, RULES, {"roles": ["adviser"]}, lift="1", required_from="")

    assert "tak, od" not in zaneta.get(RULES)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"roles": ["adviser"], "required_from": ""}, "Podaj dzień, od którego"),
        ({"roles": [], "required_from": "2026-03-09"}, "Podaj co najmniej jedną rolę."),
        ({"roles": ["adviser"], "required_from": "soon"}, "(RRRR-MM-DD)"),
    ],
)
def test_what_is_missing_is_said(zaneta: Browser, typed: dict[str, str], told: str) -> None:
    answer = zaneta.send(RULES, RULES, typed)

    assert answer.status_code == 422
    assert told in text_of(answer)


def test_whoever_needs_a_second_factor_sets_it_up_and_then_works_on(
    app: Flask, desk: StoredDesk, clock: SetClock
) -> None:
    desk.do(to_require(Role.ADVISER))
    adam = Browser(app.test_client())

    entered = adam.log_in(LOGIN)
    led = adam.client.get(entered.location)
    page = adam.get(FACTOR)
    away = [adam.client.get(path).location for path in ("/", "/accounts/me")]
    answer = adam.send(FACTOR, f"{FACTOR}/secret", password=PASSWORD)
    shown = text_of(answer)
    code = code_at("secret-1", clock.now())
    codes = adam.send_from(shown, f"{FACTOR}/on", {"code": code})
    after = adam.get("/")

    assert led.location == FACTOR
    assert away == [FACTOR, FACTOR]
    assert "do tego czasu inne strony są zamknięte" in page
    assert "Wróć do konta" not in page
    assert codes.status_code == 200
    assert "Dziś" in after


def test_before_the_day_every_page_says_until_when(
    app: Flask, desk: StoredDesk, clock: SetClock
) -> None:
    desk.do(to_require(Role.ADVISER, day=TODAY + timedelta(days=1)))
    adam = Browser(app.test_client())
    adam.log_in(LOGIN)

    today, factor = plain(adam.get("/accounts/me")), plain(adam.get(FACTOR))
    clock.go_on(timedelta(hours=16))  # midnight of Warsaw has passed
    adam.log_in(LOGIN)
    tomorrow = adam.client.get("/accounts/me", follow_redirects=True)

    told = "Od 3 marca 2026 Twoja rola wymaga drugiego składnika logowania."
    assert told in today
    assert told in factor
    assert tomorrow.request.path == FACTOR


def test_everything_about_a_person_is_shown_and_handed_over(zaneta: Browser, adam: Browser) -> None:
    page = zaneta.get(f"{ADAM}/data")
    answer = zaneta.client.get(f"{ADAM}/data.json")
    told = json.loads(answer.text)

    assert "127.0.0.1" in page
    assert "Przyjęto zaproszenie" in page
    assert (told["full_name"], told["login"]) == ("Adam Ćwiek", LOGIN)
    assert told["roles"] == ["adviser"]
    assert told["sessions"][0]["address"] == "127.0.0.1"
    assert told["known_devices"] == 1
    assert [each["name"] for each in told["told"]] == ["person_invited", "invitation_accepted"]
    assert "attachment" in answer.headers["Content-Disposition"]
    assert adam.status(f"{ADAM}/data") == 403
    assert adam.status(f"{ADAM}/data.json") == 403


def test_a_person_who_is_gone_is_erased_once_the_name_was_typed(
    zaneta: Browser, desk: StoredDesk
) -> None:
    with_access = zaneta.get(f"{ADAM}/data")
    desk.do(to_deactivate())

    wrong = zaneta.send(f"{ADAM}/data", f"{ADAM}/erasure", typed_name="Adam")
    done = zaneta.send(f"{ADAM}/data", f"{ADAM}/erasure", typed_name=" Adam Ćwiek ")

    page, data, history = (zaneta.get(f"{ADAM}{tail}") for tail in ("", "/data", "/history"))
    assert "Najpierw odbierz dostęp" in with_access
    assert wrong.status_code == 422
    assert "Przepisz imię i nazwisko dokładnie tak" in text_of(wrong)
    assert done.location == ADAM
    for each in (page, data, history):
        assert "osoba usunięta" in each
        assert LOGIN not in each
        assert "Ćwiek" not in each
    assert "Dane tej osoby usunięto" in plain(page)
    assert "Usuń dane osobowe" not in data
    assert "Usunięto dane osobowe" in history
    told = json.loads(zaneta.client.get(f"{ADAM}/data.json").text)
    assert (told["staff_id"], told["sessions"]) == (str(PERSON_ID), [])
    assert told["changes"][-1]["changed_by"] == str(ADMINISTRATOR_ID)


@pytest.mark.parametrize(
    ("path", "name", "told"),
    [
        (ADAM, "Adam Ćwiek", "Adam Ćwiek ma jeszcze dostęp."),
        (ZANETA, "Żaneta Łoś", "jedyny administrator węzła"),
    ],
)
def test_nobody_who_works_here_is_erased(zaneta: Browser, path: str, name: str, told: str) -> None:
    answer = zaneta.send("/accounts/people/new", f"{path}/erasure", typed_name=name)

    assert answer.status_code == 422
    assert told in plain(text_of(answer))


def test_what_was_erased_says_when(zaneta: Browser, desk: StoredDesk) -> None:
    desk.do(to_deactivate())
    desk.do(to_erase())

    answer = zaneta.send("/accounts/people/new", f"{ADAM}/reactivation")

    assert "Dane tej osoby usunięto w dniu 2 marca 2026." in plain(text_of(answer))
