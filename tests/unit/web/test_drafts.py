"""What is typed into a long form is kept, offered again, and never replaced in silence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask, render_template_string, request
from flask.testing import FlaskClient
from flask.typing import ResponseReturnValue

from shared.kernel.command import Refusal
from shared.web import drafts
from shared.web.application import service_app
from shared.web.drafts import Draft, Kept
from shared.web.forms import Form
from tests.unit.web.conftest import logged_in
from tests.unit.web.site import SetClock, a_site

PAGE = """{% from "web/drafts.html" import buttons, kept, offer with context %}
{% from "web/forms.html" import problems with context %}
{{ problems(form) }}{{ offer(draft, "/card") }}<b>{{ form.value("subject") }}</b>
{{ kept(draft) }}{{ buttons(draft) }}"""


class KeptElsewhere(Refusal):
    """Somebody else was faster."""


@dataclass
class Shelf:
    """One draft, in memory."""

    clock: SetClock
    kept: Kept = field(default_factory=Kept)

    def read(self) -> Kept:
        return self.kept

    def keep(self, values: Mapping[str, Any], expected_version: int) -> Kept:
        if expected_version != self.kept.version:
            raise KeptElsewhere
        self.kept = Kept(
            version=expected_version + 1, kept_at=self.clock.now(), values=dict(values)
        )
        return self.kept

    def discard(self) -> None:
        self.kept = Kept()


@pytest.fixture
def shelf(clock: SetClock) -> Shelf:
    return Shelf(clock)


@pytest.fixture
def app(clock: SetClock, shelf: Shelf) -> Flask:
    app = service_app(__name__, a_site(clock), sentence=lambda _refusal: "Odmowa.")
    app.config["WTF_CSRF_ENABLED"] = False

    def drawn(form: Form, draft: Draft | None = None) -> str:
        draft = draft or drafts.sent_back(shelf, form)
        return render_template_string(PAGE, form=form, draft=draft)

    @app.get("/card")
    def show() -> str:
        form = Form.blank(subject="Nowa")
        return drawn(form, drafts.opened(shelf, form))

    @app.post("/card")
    def send() -> ResponseReturnValue:
        form = Form.sent()
        if drafts.asked():
            page = request.args.get("page", "")
            return drafts.answer(shelf, form, lambda _: "Jest nowszy.", page) or (drawn(form), 409)
        return drawn(form), 422

    return app


@pytest.fixture
def browser(app: Flask, clock: SetClock) -> FlaskClient:
    return logged_in(app, clock)


def keep(browser: FlaskClient, version: int, subject: str = "Statut", **more: Any) -> Any:
    form = {"draft_action": "keep", "draft_version": version, "subject": subject}
    return browser.post("/card?about=1", data=form, **more)


def test_a_page_without_a_draft_offers_none(browser: FlaskClient) -> None:
    page = browser.get("/card").text

    assert "Znaleziono" not in page
    assert 'name="draft_version" value="0"' in page
    assert "<b>Nowa</b>" in page


def test_a_draft_that_a_script_keeps_is_answered_with_its_time_and_version(
    browser: FlaskClient, shelf: Shelf
) -> None:
    answer = keep(browser, 0, headers={"Accept": "application/json"})

    assert answer.json == {"version": 1, "saved": "Zapisano szkic o 10:30."}
    assert shelf.kept.values == {"subject": "Statut"}


def test_a_draft_that_a_button_keeps_leads_back_with_it_in_the_form(browser: FlaskClient) -> None:
    answer = keep(browser, 0)

    assert answer.location == "/card?about=1&draft=resume"
    page = browser.get(answer.location).text
    assert "<b>Statut</b>" in page
    assert "Zapisano szkic o 10:30." in page
    assert 'name="draft_version" value="1"' in page
    assert "Odrzuć szkic" in page


def test_a_draft_is_offered_before_it_is_put_into_the_form(
    browser: FlaskClient, clock: SetClock
) -> None:
    keep(browser, 0)

    page = browser.get("/card").text
    clock.go_on(timedelta(minutes=3))
    still = browser.get("/card?draft=other").text

    assert "Znaleziono niezapisany szkic, ostatnio zmieniony o 10:30." in page
    assert 'href="/card?draft=resume"' in page
    assert "<b>Nowa</b>" in page
    assert 'name="draft_version" value="0"' in page
    assert 'href="/card?draft=resume"' in still


def test_a_draft_of_another_day_says_the_day(
    app: Flask, browser: FlaskClient, clock: SetClock
) -> None:
    keep(browser, 0)
    clock.go_on(timedelta(days=1))

    page = logged_in(app, clock).get("/card").text

    assert "7 lipca 2009 r., godz. 10:30" in page.replace("\N{NO-BREAK SPACE}", " ")


def test_whoever_does_not_know_the_newest_draft_is_told(browser: FlaskClient, shelf: Shelf) -> None:
    keep(browser, 0)

    by_script = keep(browser, 0, "Umowa", headers={"Accept": "application/json"})
    by_button = keep(browser, 7, "Umowa")

    assert (by_script.status_code, by_script.json) == (409, {"problem": "Jest nowszy."})
    assert by_button.status_code == 409
    assert "Jest nowszy." in by_button.text
    assert "<b>Umowa</b>" in by_button.text
    assert shelf.kept.values == {"subject": "Statut"}


def test_a_version_that_is_no_number_is_that_of_nobody(browser: FlaskClient, shelf: Shelf) -> None:
    form = {"draft_action": "keep", "draft_version": "²", "subject": "Statut"}

    browser.post("/card", data=form)

    assert shelf.kept.version == 1


def test_a_draft_that_is_discarded_is_gone(browser: FlaskClient, shelf: Shelf) -> None:
    keep(browser, 0)

    answer = browser.post("/card?page=/elsewhere", data={"draft_action": "discard"})

    assert answer.location == "/elsewhere"
    assert shelf.kept == Kept()


@pytest.mark.parametrize(
    ("version", "subject", "known", "said"),
    [(1, "Inny", 1, True), (0, "Statut", 1, True), (0, "Inny", 0, False)],
)
def test_a_form_that_comes_back_knows_its_own_draft(
    browser: FlaskClient, version: int, subject: str, known: int, *, said: bool
) -> None:
    keep(browser, 0)

    page = browser.post("/card", data={"draft_version": version, "subject": subject}).text

    assert f'name="draft_version" value="{known}"' in page
    assert ("Zapisano szkic o 10:30." in page) is said


def test_a_form_that_comes_back_without_a_draft_knows_of_none(browser: FlaskClient) -> None:
    page = browser.post("/card", data={"subject": "Statut"}).text

    assert 'name="draft_version" value="0"' in page
