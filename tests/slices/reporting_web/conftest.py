"""The pages of a centre's reporting, on a real database, as the people there see them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from html import unescape
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import services.reporting.web
import shared.web
from services.node.runtime import MIGRATIONS
from services.reporting.web import create_app
from services.reporting.web.menu import MENU
from shared.database import Database
from shared.kernel.command import Role
from shared.web.identity import Person, token_cookie
from shared.web.site import Site
from tests.storage.reporting.advice_told import NOW, Node, a_client
from tests.storage.reporting.reading import OFFICER, PROGRAMME, Centre
from tests.unit.web.site import SIGNER, SetClock, a_site

CATALOGUES = tuple(
    Path(package.__file__ or "").parent / "translations"
    for package in (shared.web, services.reporting.web)
)


@dataclass
class Browser:
    """Somebody who is logged in, and looks at pages."""

    client: FlaskClient
    page: str = ""
    answers: list[TestResponse] = field(default_factory=list)

    def opens(self, address: str, status: int = 200, **more: Any) -> str:
        answer = self.client.get(address.removeprefix("/reporting"), **more)
        return self._seen(answer, status)

    def sends(self, address: str, form: Mapping[str, str], status: int = 302, **fields: str) -> str:
        own = {"csrf_token": self._token(), "command_id": str(uuid4())}
        sent = {**own, **form, **fields}
        return self._seen(self.client.post(address.removeprefix("/reporting"), data=sent), status)

    def sends_quietly(self, address: str, **fields: str) -> TestResponse:
        """Send a form as the script of the page does."""
        form = {"csrf_token": self._token(), "command_id": str(uuid4()), **fields}
        return self.client.post(
            address.removeprefix("/reporting"), data=form, headers={"Accept": "application/json"}
        )

    def follows(self, words: str) -> str:
        """Follow the first link with these words."""
        found = re.search(rf'<a [^>]*href="([^"]+)"[^>]*>\s*{re.escape(words)}', self.page)
        assert found, f"no link {words!r}"
        return self.opens(unescape(found[1]))

    def goes_on(self) -> str:
        """Go where the last answer leads."""
        return self.opens(self.answers[-1].headers["Location"])

    def _token(self) -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        assert found
        return found[1]

    def _seen(self, answer: TestResponse, status: int) -> str:
        written = answer.get_data().decode(errors="replace")
        assert answer.status_code == status, written
        self.answers.append(answer)
        if answer.mimetype == "text/html" and status != 302:
            self.page = written
        return unescape(written).replace("\N{NO-BREAK SPACE}", " ")


@dataclass
class Pages:
    """A node's pages of reporting, and who comes to them."""

    site: Site
    clock: SetClock

    def as_(self, *roles: Role) -> Browser:
        client = create_app(self.site).test_client()
        person = Person(
            staff_id=OFFICER.staff_id,
            full_name="Anna Łącka",
            roles=frozenset(roles),
            session="s",
        )
        client.set_cookie(token_cookie(SIGNER.node), SIGNER.sign(person, self.clock.now()))
        return Browser(client)

    def as_nobody(self) -> Browser:
        return Browser(create_app(self.site).test_client())


def pages_over(database: Database, now: datetime = NOW, *, plays: bool = False) -> Pages:
    clock = SetClock(now)
    site = a_site(clock, plays=plays)
    runtime = replace(site.runtime, databases={"reporting": database})
    return Pages(replace(site, runtime=runtime, translations=CATALOGUES, menu=MENU), clock)


@pytest.fixture
def migrations() -> Path:
    return MIGRATIONS["reporting"]


@pytest.fixture
def database(migrated_sqlite_url: str) -> Iterator[Database]:
    database = Database(migrated_sqlite_url)
    yield database
    database.close()


@pytest.fixture
def nodes() -> dict[str, Node]:
    nodes = {partner.node: Node(partner.node) for partner in PROGRAMME.partners}
    women = tuple(a_client(number, sex="female") for number in range(1, 7))
    nodes["cistor"].approve(1, minutes=60, clients=women)
    nodes["zarska"].approve(2, minutes=90, clients=(a_client(7, sex="male"),))
    return nodes


@pytest.fixture
def centre(database: Database, nodes: dict[str, Node]) -> Centre:
    centre = Centre(database)
    centre.publish()
    centre.hear(*nodes.values())
    return centre


@pytest.fixture
def pages(centre: Centre) -> Pages:
    return pages_over(centre.database)


@pytest.fixture
def officer(pages: Pages) -> Browser:
    return pages.as_(Role.REPORTING_OFFICER)


@pytest.fixture
def ministry(pages: Pages) -> Browser:
    return pages.as_(Role.MINISTRY)
