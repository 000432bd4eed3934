"""Whoever needs a second factor opens nothing else; until the day every page says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask.testing import FlaskClient

from shared.web.identity import token_cookie
from tests.unit.web.conftest import an_app
from tests.unit.web.site import ANNA, SIGNER, SetClock

TODAY = date(2009, 7, 7)
TOMORROW = date(2009, 7, 8)


def browser(clock: SetClock, factor_by: date) -> FlaskClient:
    app = an_app(clock)
    app.add_url_rule("/accounts/me/factor", "factor", lambda: "set up")
    client = app.test_client()
    person = replace(ANNA, factor_by=factor_by)
    client.set_cookie(token_cookie(SIGNER.node), SIGNER.sign(person, clock.now()))
    return client


@pytest.mark.parametrize(("method", "path"), [("GET", "/cards"), ("POST", "/cards")])
def test_from_the_day_on_everything_leads_to_the_second_factor(
    clock: SetClock, method: str, path: str
) -> None:
    answer = browser(clock, TODAY).open(path, method=method, data={"subject": "Statut"})

    assert (answer.status_code, answer.location) == (302, "/accounts/me/factor")


def test_the_second_factor_and_what_is_public_stay_open(clock: SetClock) -> None:
    confined = browser(clock, TODAY)

    assert confined.get("/accounts/me/factor").text == "set up"
    assert confined.get("/offer").status_code == 200


def test_until_the_day_a_banner_says_which_it_is(clock: SetClock) -> None:
    page = browser(clock, TOMORROW).get("/cards").text.replace("\N{NO-BREAK SPACE}", " ")

    assert "Od 8 lipca 2009 Twoja rola wymaga drugiego składnika logowania." in page
    assert 'href="/accounts/me/factor"' in page
