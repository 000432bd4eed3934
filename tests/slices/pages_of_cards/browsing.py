"""People who ask for pages of consultations, and what they see there."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import services.consultations.web
from shared.database import Database
from shared.kernel.command import Role
from shared.web.identity import Person, TokenReader, TokenSigner, token_cookie
from shared.web.site import Site
from tests.unit.consultations.examples import ADVISER_ID, COLLEAGUE_ID, COORDINATOR_ID
from tests.unit.consultations.working_time_examples import DEPUTY_STAFF_ID
from tests.unit.web import site as example
from tests.unit.web.site import KEY, SetClock

NODE = "zarska"


def a_person(staff_id: UUID, full_name: str, *roles: Role) -> Person:
    return Person(staff_id=staff_id, full_name=full_name, roles=frozenset(roles), session="s1")


ADVISER = a_person(ADVISER_ID, "Anna Zięba", Role.ADVISER)
COLLEAGUE = a_person(COLLEAGUE_ID, "Ewa Łoś", Role.ADVISER)
COORDINATOR = a_person(COORDINATOR_ID, "Maria Kołodziej", Role.COORDINATOR)
DEPUTY = a_person(DEPUTY_STAFF_ID, "Ewa Żyła", Role.DEPUTY_COORDINATOR)


def a_site(database: Database, clock: SetClock) -> Site:
    site = example.a_site(clock)
    return replace(
        site,
        runtime=replace(site.runtime, node=NODE, databases={"consultations": database}),
        tokens=TokenReader(key=KEY.public_key(), node=NODE),
        translations=(Path(services.consultations.web.__file__).parent / "translations",),
    )


def logged_in(app: Flask, clock: SetClock, person: Person) -> FlaskClient:
    browser = app.test_client()
    token = TokenSigner(key=KEY, node=NODE).sign(person, clock.now())
    browser.set_cookie(token_cookie(NODE), token)
    return browser


def send(
    browser: FlaskClient, path: str, fields: Mapping[str, Any] | None = None, *, follow: bool = True
) -> TestResponse:
    """Send a form with a command's id of its own, and go where the answer leads."""
    form = {"command_id": str(uuid4()), **(fields or {})}
    return browser.post(path, data=form, follow_redirects=follow)


def text_of(response: TestResponse) -> str:
    """Return what a page says, without its tags and with usual spaces."""
    page = re.sub(r"<(script|style).*?</\1>", " ", response.get_data(as_text=True), flags=re.DOTALL)
    words = unescape(re.sub(r"<[^>]+>", " ", page))
    return " ".join(words.split())


def hidden_fields(response: TestResponse) -> dict[str, str]:
    """Return the fields of a page's forms that nobody sees."""
    found = re.findall(
        r'<input type="hidden" name="([^"]+)" value="([^"]*)"', response.get_data(as_text=True)
    )
    return {name: unescape(value) for name, value in found}


def links(response: TestResponse) -> dict[str, str]:
    """Return where a page's links lead, by their words."""
    found = re.findall(
        r'<a[^>]*?href="([^"]*)"[^>]*>(.*?)</a>', response.get_data(as_text=True), flags=re.DOTALL
    )
    return {
        " ".join(unescape(re.sub(r"<[^>]+>", " ", words)).split()): unescape(path)
        for path, words in found
    }
