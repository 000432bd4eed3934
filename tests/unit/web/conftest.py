"""A small service of pages, asked by a browser that keeps cookies."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, render_template_string, request
from flask.testing import FlaskClient
from marshmallow import ValidationError

from shared.kernel.command import NotAuthorised, Refusal, Role, StaleRecord
from shared.web.application import service_app
from shared.web.guarding import only_for, person, public
from shared.web.identity import token_cookie
from tests.unit.web.site import ANNA, SIGNER, SetClock, a_site

PAGE = "{% extends 'web/layout.html' %}{% block title %}Karty{% endblock %}"


class CardNotFound(Refusal):
    """A card exists at its own node only."""


def _sentence(refusal: Refusal) -> str:
    return f"Odmowa: {type(refusal).__name__}."


def an_app(clock: SetClock, *, plays: bool = False, https: bool = False) -> Flask:
    site = a_site(clock, plays=plays, https=https)
    app = service_app(__name__, site, sentence=_sentence, not_found=(CardNotFound,))
    raised: dict[str, Callable[[], Exception]] = {
        "unauthorised": lambda: NotAuthorised("ApproveCard"),
        "missing": CardNotFound,
        "stale": StaleRecord,
        "refused": Refusal,
        "misread": lambda: ValidationError({"page": ["Podaj stronę.", "Podaj stronę."]}),
        "broken": lambda: RuntimeError("pesel 44051401359"),
    }

    @app.get("/cards")
    def cards() -> str:
        return render_template_string(PAGE)

    @app.post("/cards")
    def new_card() -> str:
        return f"{person().full_name}: {request.form['subject']}"

    @app.get("/raise/<name>")
    def fail(name: str) -> str:
        failure = raised[name]()
        raise failure

    @app.get("/approval")
    @only_for(frozenset({Role.COORDINATOR}))
    def approval() -> str:
        return "form"

    @app.get("/cards/new")
    @only_for(frozenset({Role.ADVISER, Role.COORDINATOR}))
    def empty_card() -> str:
        return "form"

    @app.get("/offer")
    @public
    def offer() -> str:
        return render_template_string(PAGE)

    @app.get("/who")
    @public
    def who() -> str:
        return person().full_name

    @app.get("/elsewhere")
    @public
    def elsewhere() -> str:
        return "plain"

    return app


@pytest.fixture
def clock() -> SetClock:
    return SetClock()


@pytest.fixture
def stranger(clock: SetClock) -> FlaskClient:
    return an_app(clock).test_client()


@pytest.fixture
def anna(clock: SetClock) -> FlaskClient:
    return logged_in(an_app(clock), clock)


def logged_in(app: Flask, clock: SetClock) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(token_cookie(SIGNER.node), SIGNER.sign(ANNA, clock.now()))
    return client
