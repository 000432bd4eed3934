"""A node at work, and browsers of its people: forms are sent as a page draws them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import services.consultations.storage.migrations
import services.consultations.web
import shared.web
from services.consultations.web import create_app
from shared.database import Database
from shared.kernel.command import Role
from shared.migrations import upgrade
from shared.web.identity import Person, token_cookie
from shared.web.site import Colleague
from tests.storage.consultations.node import furnish
from tests.unit.consultations.examples import ADVISER_ID, COORDINATOR_ID, NOW
from tests.unit.web.site import SIGNER, SetClock, a_site

PEOPLE = {
    Role.ADVISER: (ADVISER_ID, "Anna Zięba"),
    Role.COORDINATOR: (COORDINATOR_ID, "Olga Mróz"),
    Role.NODE_ADMINISTRATOR: (UUID(int=12), "Jan Wąs"),
    Role.MINISTRY: (UUID(int=13), "Maria Kos"),
}
NODE = "zarska"
_FIELD = re.compile(r"<(?:input|textarea|select)[^>]*>")
_OPTION = re.compile(r'<option value="([^"]*)"( selected)?')


@dataclass
class Pages:
    """A browser of one person; every form it sends carries what the page's form carried."""

    client: FlaskClient

    def get(self, path: str, answered: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == answered, _main(answer.text)
        return answer.text

    def raw(self, path: str) -> TestResponse:
        return self.client.get(path)

    def send(self, path: str, answered: int = 302, to: str = "", **typed: Any) -> str:
        """Fill in the form of a page and send it; return where it leads, or the page again."""
        values = {**filled_in(self.get(path), to), **typed}
        return self.post(to or path, answered, **values)

    def post(self, path: str, answered: int = 302, **values: Any) -> str:
        answer = self.client.post(path, data=values)
        assert answer.status_code == answered, _main(answer.text)
        return answer.headers["Location"] if answered == 302 else answer.text


def filled_in(page: str, action: str = "") -> dict[str, Any]:
    """Return what a browser would send of the fields of a page, or of its form with an action."""
    main = _main(page)
    begin = main.find(f'action="{action}"') if action else -1
    main = main if begin < 0 else main[begin : main.index("</form>", begin)]
    values: dict[str, Any] = {}
    for found in _FIELD.finditer(main):
        tag = found.group()
        name = _attribute(tag, "name")
        if name is None:
            continue
        if tag.startswith("<select"):
            options = _OPTION.findall(main[found.end() : main.index("</select>", found.end())])
            chosen = [value for value, selected in options if selected]
            if options:
                values[name] = (chosen or [options[0][0]])[0]
        elif tag.startswith("<textarea"):
            values[name] = main[found.end() : main.index("</textarea>", found.end())]
        elif ('type="checkbox"' not in tag and 'type="radio"' not in tag) or " checked" in tag:
            values.setdefault(name, _attribute(tag, "value") or "")
    return values


def _main(page: str) -> str:
    return page[page.find("<main") :]


def _attribute(tag: str, name: str) -> str | None:
    found = re.search(rf' {name}="([^"]*)"', tag)
    return None if found is None else found.group(1)


@dataclass
class Desk:
    """A node at work on a day; its clock goes only when it is told to."""

    database: Database
    clock: SetClock
    app: Flask
    opened: dict[Role, Pages] = field(default_factory=dict)

    def of(self, role: Role, somebody: UUID | None = None) -> Pages:
        """Give the browser of who holds the role, or of somebody else who does."""
        staff_id, name = PEOPLE[role]
        person = Person(
            staff_id=somebody or staff_id,
            full_name=name,
            roles=frozenset({role}),
            session="session",
        )
        client = self.app.test_client()
        client.set_cookie(token_cookie(NODE), SIGNER.sign(person, self.clock.now()))
        return Pages(client)

    def go_on(self, **by: float) -> None:
        self.clock.go_on(timedelta(**by))


def node_in(
    folder: Path, pesel_key: bytes | None = None, colleagues: Sequence[Colleague] = ()
) -> Iterator[Desk]:
    (migrations,) = services.consultations.storage.migrations.__path__
    folder.mkdir(exist_ok=True)
    url = f"sqlite:///{folder / 'consultations.sqlite'}"
    upgrade(url, Path(migrations))
    database = Database(url)
    furnish(database)
    clock = SetClock(NOW)
    site = a_site(clock)
    translations = tuple(
        Path(package.__file__ or "").parent / "translations"
        for package in (shared.web, services.consultations.web)
    )
    runtime = replace(
        site.runtime, databases={"consultations": database}, node=NODE, pesel_key=pesel_key
    )
    app = create_app(
        replace(
            site,
            runtime=runtime,
            translations=translations,
            colleagues=lambda _actor: colleagues,
        )
    )
    app.testing = True
    yield Desk(database, clock, app)
    database.close()
