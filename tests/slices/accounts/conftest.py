"""The pages of a node's accounts, on a real database, and browsers with cookies of their own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import services.accounts.web
import shared.web
from services.accounts.web import create_app
from services.node.runtime import MIGRATIONS
from shared.database import Database
from shared.web.site import Site
from tests.storage.accounts.stored_desk import StoredDesk
from tests.unit.accounts.desk import furnish
from tests.unit.accounts.examples import NOW, PASSWORD
from tests.unit.web.site import SIGNER, SetClock, a_site

FOLDERS = tuple(
    Path(str(package.__file__)).parent / "translations"
    for package in (shared.web, services.accounts.web)
)


_ANY_FORM = r'<form[^>]*method="post".*</form>'


@dataclass
class Browser:
    """What a person does with a browser."""

    client: FlaskClient

    def get(self, address: str) -> str:
        """Follow to the page, and return it as people read it."""
        answer = self.client.get(address, follow_redirects=True)
        assert answer.status_code == 200, answer.status
        return unescape(answer.get_data(as_text=True))

    def status(self, address: str) -> int:
        return self.client.get(address).status_code

    def send(
        self,
        form_page: str,
        address: str,
        typed: Mapping[str, str | Sequence[str]] | None = None,
        **fields: str,
    ) -> TestResponse:
        """Send the form of a page that leads to an address, with what it hides."""
        page = self.client.get(form_page, follow_redirects=True).get_data(as_text=True)
        return self.send_from(page, address, {**(typed or {}), **fields})

    def send_from(
        self, page: str, address: str, typed: Mapping[str, str | Sequence[str]]
    ) -> TestResponse:
        """Send a form of a page that was got already."""
        its_own = rf'<form[^>]*action="{re.escape(address)}".*?</form>'
        found = re.search(its_own, page, re.DOTALL) or re.search(_ANY_FORM, page, re.DOTALL)
        assert found is not None
        hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', found[0])
        return self.client.post(
            address, data={name: unescape(value) for name, value in hidden} | dict(typed)
        )

    def log_in(self, login: str, password: str = PASSWORD) -> TestResponse:
        return self.send("/accounts/login", "/accounts/login", login=login, password=password)


def text_of(answer: TestResponse) -> str:
    return unescape(answer.get_data(as_text=True)).replace("\N{NO-BREAK SPACE}", " ")


@pytest.fixture
def clock() -> SetClock:
    return SetClock(NOW)


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS["accounts"]


@pytest.fixture
def desk(migrated_sqlite_url: str) -> Iterator[StoredDesk]:
    database = Database(migrated_sqlite_url)
    desk = StoredDesk(database)
    furnish(desk)
    yield desk
    database.close()


@pytest.fixture
def site(desk: StoredDesk, clock: SetClock) -> Site:
    made = a_site(clock)
    runtime = replace(made.runtime, databases={"accounts": desk.database})
    return replace(made, runtime=runtime, translations=FOLDERS)


@pytest.fixture
def app(desk: StoredDesk, site: Site) -> Flask:
    return create_app(
        site,
        signer=SIGNER,
        tools=desk.tools,
        fragments=lambda _cookies, _asked: (),
        unacknowledged_since=lambda: None,
    )


@pytest.fixture
def stranger(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def zaneta(app: Flask) -> Browser:
    """Give the administrator, logged in."""
    browser = Browser(app.test_client())
    browser.log_in("zaneta@zarska.example")
    return browser


@pytest.fixture
def adam(app: Flask) -> Browser:
    """Give the adviser, logged in."""
    browser = Browser(app.test_client())
    browser.log_in("adam@zarska.example")
    return browser
