"""A node's pages as a browser gets them: the log-in, the next token, the start page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from http import HTTPStatus
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4

import pyotp
import pytest
from flask import Flask, request
from sqlalchemy import Connection, text
from werkzeug.test import Client, TestResponse

from services.accounts.application.accept_invitation import accept_invitation
from services.accounts.application.commands import InvitePerson, OpenFirstAdministrator
from services.accounts.application.invite_person import invite_person
from services.accounts.application.open_first_administrator import open_first_administrator
from services.accounts.application.own_commands import SetUpSecondFactor, SwitchOnSecondFactor
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.set_up_second_factor import set_up_second_factor
from services.accounts.application.sign_in_commands import AcceptInvitation
from services.accounts.application.switch_on_second_factor import switch_on_second_factor
from services.accounts.domain.proving import Tools
from services.accounts.storage.performing import perform
from services.accounts.storage.tools import tools_with
from services.consultations.storage.programmes import StoredProgrammes
from services.node import runtime, site
from services.node.accounts_key import accounts_key
from services.node.runtime import MIGRATIONS
from services.node.site import site_of_node
from shared.contracts.consultations import AdviserRegistered, StaffRole
from shared.contracts.programme import Programme
from shared.database import Database
from shared.kernel import polish
from shared.kernel.command import Actor, Command, NotAuthorised, Refusal, Role
from shared.messaging import relay, witness
from shared.messaging.journal import Journal
from shared.migrations import upgrade
from shared.settings import NodeSettings
from shared.web.application import service_app
from shared.web.guarding import person
from shared.web.site import Site
from shared.wire.programme import read_programme
from shared.wire.published import CATALOGUE

CommandT = TypeVar("CommandT", bound=Command)
AnswerT = TypeVar("AnswerT")

LOGIN, PASSWORD = "irena@cistor.example", "pokaz sezonu 2009"
IRENA = UUID("0190a1b2-0000-7000-8000-00000000000a")
ADMINISTRATOR = Actor(staff_id=IRENA, roles=frozenset({Role.NODE_ADMINISTRATOR}))
SOURCE = "/nodes/cistor/accounts"


PROGRAMME = read_programme(
    (Path(__file__).parents[3] / "deploy/programmes/owss-2009.yaml").read_text(encoding="utf-8")
)


def renamed(programme: Programme, short_name: str) -> Programme:
    """Return the next version, in which the centre's organisation has another name."""
    partners = tuple(
        replace(partner, short_name=short_name) if partner.node == "cistor" else partner
        for partner in programme.partners
    )
    return replace(programme, version=programme.version + 1, partners=partners)


@dataclass
class SetClock:
    moment: datetime = datetime(2026, 7, 7, 8, 30, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass
class Browser:
    """A browser with its cookies, and what a person does with it."""

    client: Client

    def get(self, address: str) -> TestResponse:
        return self.client.get(address)

    def post(self, address: str, **typed: str) -> TestResponse:
        """Send a form of ours, with the token that its page has."""
        token = re.search(
            r'name="csrf_token" value="([^"]+)"',
            self.client.get("/accounts/login").get_data(as_text=True),
        )
        assert token is not None
        return self.client.post(address, data={"csrf_token": token[1], **typed})

    def log_in(self, password: str = PASSWORD, **typed: str) -> TestResponse:
        return self.post("/accounts/login", login=LOGIN, password=password, **typed)


@dataclass
class Accounts:
    """The accounts behind the pages."""

    home: Path
    database: Database
    clock: SetClock

    def do(
        self,
        command: CommandT,
        use_case: Callable[[CommandT, UnitOfWork, datetime, Tools], AnswerT],
    ) -> AnswerT:
        tools = tools_with(accounts_key(self.home))
        return perform(self.database, SOURCE, command, use_case, self.clock.now(), tools)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    clock = SetClock()
    monkeypatch.setattr(runtime, "WallClock", lambda: clock)
    return clock


@pytest.fixture
def settings(tmp_path: Path) -> NodeSettings:
    databases = {name: f"sqlite:///{tmp_path / name}.sqlite" for name in MIGRATIONS}
    for name, url in databases.items():
        upgrade(url, MIGRATIONS[name])
    return NodeSettings(
        node="cistor",
        centre="cistor",
        season_begins=None,
        installation=uuid4(),
        broker_url="amqp://nobody@localhost/cistor",
        management_url="http://localhost",
        databases=databases,
    )


@pytest.fixture
def accounts(tmp_path: Path, settings: NodeSettings, clock: SetClock) -> Iterator[Accounts]:
    accounts = Accounts(tmp_path, Database(settings.databases["accounts"]), clock)
    first = OpenFirstAdministrator(
        command_id=uuid4(),
        actor=ADMINISTRATOR,
        staff_id=IRENA,
        full_name="Irena Węzłowa",
        login=LOGIN,
    )
    link = accounts.do(first, open_first_administrator)
    accept = AcceptInvitation(command_id=uuid4(), token=link.token, password=PASSWORD)
    accounts.do(accept, accept_invitation)
    yield accounts
    accounts.database.close()


@pytest.fixture
def browser(
    tmp_path: Path,
    settings: NodeSettings,
    accounts: Accounts,
    monkeypatch: pytest.MonkeyPatch,
) -> Browser:
    assert accounts.home == tmp_path
    monkeypatch.setattr(site, "PAGES", {"cards": cards_app})
    return Browser(Client(site_of_node(settings, tmp_path)))


def cards_app(of_node: Site) -> Flask:
    """Return a small service: a form, and what waits."""
    app = service_app(__name__, of_node, sentence=lambda _refusal: "Odmowa.")

    @app.post("/new")
    def new() -> str:
        return f"{person().full_name}: {request.form['subject']}"

    @app.get("/colleagues")
    def colleagues() -> str:
        return ", ".join(each.full_name for each in of_node.colleagues(person().actor))

    @app.get("/waiting")
    def waiting() -> str:
        match request.cookies.get("mood"):
            case "refused":
                raise NotAuthorised("WhatWaits")
            case "ill":
                raise Refusal
            case "dead":
                app.config["PROPAGATE_EXCEPTIONS"] = True
                raise SystemError
            case _:
                return "<h2>Karty do zatwierdzenia</h2>"

    return app


def test_a_stranger_logs_in_and_comes_to_what_was_asked_for(browser: Browser) -> None:
    asked = browser.get("/cards/waiting")
    login = browser.get(asked.location)

    entered = browser.log_in(next="/cards/waiting")

    assert asked.location == "/accounts/renew?next=%2Fcards%2Fwaiting"
    assert login.location == "/accounts/login?next=/cards/waiting"
    assert entered.location == "/cards/waiting"
    assert "Karty do zatwierdzenia" in browser.get("/cards/waiting").get_data(as_text=True)


def test_a_wrong_password_is_said_and_the_login_stays(browser: Browser) -> None:
    answer = browser.log_in("zgadywane hasło")

    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert f'value="{LOGIN}"' in page
    assert "zgadywane" not in page


def test_nobody_is_led_away_from_the_node_after_the_log_in(browser: Browser) -> None:
    assert browser.log_in(next="//evil.example").location == "/"


def test_the_session_is_shown_to_accounts_only_and_to_no_script(browser: Browser) -> None:
    cookies = browser.log_in().headers.getlist("Set-Cookie")

    session = next(cookie for cookie in cookies if cookie.startswith("owss_session_cistor="))
    assert "Path=/accounts" in session
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)


def test_whoever_has_a_session_gets_the_next_token_and_what_was_sent_goes_on(
    browser: Browser, clock: SetClock
) -> None:
    browser.log_in()
    clock.moment += timedelta(minutes=6)

    asked = browser.post("/cards/new", subject="Statut")
    renewed = browser.post(asked.location, subject="Statut")
    kept = browser.post(renewed.location, subject="Statut")

    assert (asked.status_code, renewed.status_code) == (307, 307)
    assert kept.get_data(as_text=True) == "Irena Węzłowa: Statut"


def test_what_was_typed_waits_behind_the_log_in_when_the_session_is_over(
    browser: Browser, clock: SetClock
) -> None:
    browser.log_in()
    clock.moment += timedelta(days=1)

    asked = browser.post("/cards/new", subject="Statut")
    login = browser.post(asked.location, subject="Statut", old_password="tajne")
    page = login.get_data(as_text=True)
    waiting = dict(re.findall(r'name="(kept\.[^"]+)" value="([^"]*)"', page))
    again = browser.log_in(next="/cards/new", **waiting)

    page = again.get_data(as_text=True)
    assert login.status_code == 401
    assert "tajne" not in login.get_data(as_text=True)
    assert 'action="/cards/new"' in page
    assert '<input type="hidden" name="subject" value="Statut">' in page
    sent_on = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))
    assert browser.client.post("/cards/new", data=sent_on).status_code == 200


def test_a_session_that_is_no_session_leads_to_the_log_in(browser: Browser) -> None:
    browser.client.set_cookie("owss_session_cistor", "guessed", path="/accounts")

    assert browser.get("/accounts/renew?next=/").location == "/accounts/login?next=/"


def test_logging_out_ends_the_session_and_may_be_repeated(browser: Browser) -> None:
    browser.log_in()

    first, second = browser.post("/accounts/logout"), browser.post("/accounts/logout")

    assert first.location == "/accounts/login"
    assert second.status_code == 302
    assert browser.get("/").location == "/accounts/renew?next=%2F"
    assert browser.get("/accounts/renew?next=/").location == "/accounts/login?next=/"


def test_a_second_factor_is_asked_for_and_what_waits_still_waits(
    browser: Browser, accounts: Accounts
) -> None:
    set_up = SetUpSecondFactor(
        command_id=uuid4(), actor=ADMINISTRATOR, password=PASSWORD, address="127.0.0.1"
    )
    secret = accounts.do(set_up, set_up_second_factor).secret
    codes = accounts.do(
        SwitchOnSecondFactor(
            command_id=uuid4(),
            actor=ADMINISTRATOR,
            code=pyotp.TOTP(secret).at(accounts.clock.now()),
            address="127.0.0.1",
        ),
        switch_on_second_factor,
    ).codes

    asked = browser.log_in(next="/cards/new", **{"kept.subject": "Statut"})
    typed = dict(
        re.findall(r'name="(ticket|next|kept\.\w+)" value="([^"]*)"', asked.get_data(as_text=True))
    )
    wrong = browser.post("/accounts/login/code", code="000000", **typed)
    entered = browser.post("/accounts/login/code", code=codes[0], **typed)

    assert "Kod z aplikacji" in asked.get_data(as_text=True)
    assert wrong.status_code == 422
    assert "Dokończ zapis" in entered.get_data(as_text=True)


@pytest.mark.parametrize(
    ("mood", "said"),
    [
        ("well", "Karty do zatwierdzenia"),
        ("refused", "Nic na Ciebie nie czeka"),
        ("ill", "Część „cards” chwilowo nie odpowiada"),
        ("dead", "Część „cards” chwilowo nie odpowiada"),
    ],
)
def test_the_start_page_shows_what_waits_and_which_service_does_not_answer(
    browser: Browser, mood: str, said: str
) -> None:
    browser.log_in()
    browser.client.set_cookie("mood", mood)

    page = browser.get("/")

    assert page.status_code == 200
    assert said in page.get_data(as_text=True)


def test_the_start_page_says_when_the_centre_is_silent_for_long(
    browser: Browser, settings: NodeSettings, clock: SetClock
) -> None:
    database = Database(settings.databases["consultations"])
    with database.write() as connection:
        relay.open_cursor(connection, relay.ACKNOWLEDGED)
        journaled(connection)
        since = witness.unacknowledged_since(connection)
    database.close()
    assert since is not None

    clock.moment = since + timedelta(minutes=9)
    browser.log_in()
    soon = browser.get("/").get_data(as_text=True)
    clock.moment = since + timedelta(minutes=11)
    browser.log_in()
    late = browser.get("/").get_data(as_text=True)

    assert "Centrala nie potwierdza" not in soon
    assert f"Centrala nie potwierdza od: {polish.moment(since)}" in late


def journaled(connection: Connection) -> None:
    """Record something in the journal that no relay has seen yet."""
    registered = AdviserRegistered(
        occurred_at=datetime(2009, 7, 7, tzinfo=UTC),
        subject_version=1,
        adviser_id=IRENA,
        staff_role=StaffRole.CONSULTANT,
        active_from=date(2009, 6, 1),
        active_to=None,
    )
    work = Journal(connection=connection, source="/nodes/cistor/consultations", catalogue=CATALOGUE)
    work.append(registered, caused_by=Command(command_id=uuid4(), actor=ADMINISTRATOR))


def test_accounts_tell_the_other_services_who_works_here(
    browser: Browser, accounts: Accounts
) -> None:
    browser.log_in()
    accounts.do(
        InvitePerson(
            command_id=uuid4(),
            actor=ADMINISTRATOR,
            staff_id=uuid4(),
            full_name="Zofia Łąk",
            login="zofia@cistor.example",
            roles=frozenset({Role.ADVISER}),
        ),
        invite_person,
    )

    told = browser.get("/cards/colleagues").get_data(as_text=True)

    assert told == "Zofia Łąk, Irena Węzłowa"


def test_a_page_names_the_organisation_as_the_newest_programme_does(
    browser: Browser, settings: NodeSettings
) -> None:
    before = browser.get("/accounts/login").get_data(as_text=True)
    database = Database(settings.databases["consultations"])
    with database.write() as connection:
        programmes = StoredProgrammes(connection)
        programmes.add(PROGRAMME)
        programmes.add(renamed(PROGRAMME, "CIS „CISTOR” w Łodzi"))
    database.close()

    after = browser.get("/accounts/login").get_data(as_text=True)

    assert "– OWSS</title>" in before
    assert '<span class="owss-node">cistor</span>' in before
    assert '<span class="owss-node">CIS „CISTOR” w Łodzi</span>' in after


def test_a_page_is_not_lost_for_a_name(browser: Browser, settings: NodeSettings) -> None:
    database = Database(settings.databases["consultations"])
    with database.write() as connection:
        connection.execute(text("DROP TABLE programme_version"))
    database.close()

    page = browser.get("/accounts/login")

    assert page.status_code == HTTPStatus.OK
    assert '<span class="owss-node">cistor</span>' in page.get_data(as_text=True)


def test_the_language_is_switched_and_the_page_stays(browser: Browser) -> None:
    answer = browser.get("/language/en?next=/accounts/login")

    assert answer.location == "/accounts/login"
    assert '<html lang="en">' in browser.get("/accounts/login").get_data(as_text=True)
