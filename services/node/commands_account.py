"""Accounts of a node's staff from its terminal: `owss account`.

Whoever can run these commands can read the node's database; they act as an administrator.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from services.accounts.application.accept_invitation import accept_invitation
from services.accounts.application.commands import (
    DeactivatePerson,
    InvitePerson,
    IssuedLink,
    IssueLink,
    OpenFirstAdministrator,
    PeopleQuery,
)
from services.accounts.application.deactivate_person import deactivate_person
from services.accounts.application.invite_person import invite_person
from services.accounts.application.issue_link import issue_link
from services.accounts.application.list_people import list_people
from services.accounts.application.open_first_administrator import open_first_administrator
from services.accounts.application.sign_in_commands import AcceptInvitation
from services.accounts.domain.one_time_link import path_of
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from services.accounts.domain.staff_account import AccountState, login_of
from services.accounts.requests.schemas import InvitePersonRequest
from services.accounts.storage.performing import perform, snapshot
from services.accounts.storage.tools import tools_with
from services.node.accounts_key import accounts_key
from services.node.arguments import at_terminal
from services.node.clocks import WallClock
from services.node.homes import home_option, place_at
from shared.database import Database
from shared.kernel import polish
from shared.kernel.command import Command, Role
from shared.kernel.identifiers import new_id
from shared.settings import FILE_NAME, SettingsUnusable

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from services.accounts.application.ports import UnitOfWork
    from services.accounts.domain.people import PeoplePage
    from services.accounts.storage.tools import Tools
    from shared.kernel.command import Actor

ACCOUNTS = "accounts"
MOST_ROWS = 1000

ROLES = {
    Role.ADVISER: "doradca",
    Role.COORDINATOR: "koordynator",
    Role.NODE_ADMINISTRATOR: "administrator węzła",
    Role.REPORTING_OFFICER: "sprawozdawca",
    Role.MINISTRY: "ministerstwo",
    Role.OPERATIONS: "operator sieci",
    Role.DEPUTY_COORDINATOR: "zastępca koordynatora",
}
STATES = {
    AccountState.INVITED: "czeka na przyjęcie zaproszenia",
    AccountState.ACTIVE: "czynne",
    AccountState.DEACTIVATED: "bez dostępu",
}

CommandT = TypeVar("CommandT", bound=Command)
AnswerT = TypeVar("AnswerT")

name_option = click.option("--name", required=True, metavar="„IMIĘ NAZWISKO”", help="Kto to jest.")
email_option = click.option(
    "--email", required=True, metavar="ADRES", help="Adres e-mail: login tej osoby."
)


@dataclass(frozen=True)
class Terminal:
    """One node's accounts, as whoever types reaches them."""

    database: Database
    source: str
    tools: Tools
    actor: Actor
    address: str
    """Of the node's pages, as this machine reaches them."""

    def do(
        self,
        command: CommandT,
        use_case: Callable[[CommandT, UnitOfWork, datetime, Tools], AnswerT],
    ) -> AnswerT:
        """Carry a command out, now."""
        now = WallClock().now()
        return perform(self.database, self.source, command, use_case, now, self.tools)

    def people(self, which: PeopleFilter) -> PeoplePage:
        """Return all people of a filter, by name."""
        query = PeopleQuery(
            actor=self.actor,
            filter=which,
            order=PeopleOrder.FULL_NAME,
            descending=False,
            page=1,
            rows_of_a_page=MOST_ROWS,
        )
        with snapshot(self.database, self.source, self.tools) as records:
            return list_people(query, records)


@click.group()
def account() -> None:
    """Konta osób, które logują się do węzła."""


@account.command()
@name_option
@email_option
@click.option("--password", "asks", is_flag=True, help="Zapytaj od razu o hasło.")
@home_option
def administrator(name: str, email: str, *, asks: bool, home: Path) -> None:
    """Pierwszy administrator węzła.

    Następne osoby zaprasza już on, na stronach węzła.
    """
    with _terminal(home) as terminal:
        words = _checked(terminal, name, email, frozenset({Role.NODE_ADMINISTRATOR}))
        command = OpenFirstAdministrator(
            command_id=new_id(),
            actor=terminal.actor,
            staff_id=words.staff_id,
            full_name=words.full_name,
            login=words.login,
        )
        password = _password() if asks else None
        link = terminal.do(command, open_first_administrator)
        if password is None:
            _tell(terminal, link)
            return
        accepted = AcceptInvitation(command_id=new_id(), token=link.token, password=password)
        terminal.do(accepted, accept_invitation)
        click.echo(f"Gotowe: {words.full_name} może się zalogować jako {login_of(words.login)}.")


@account.command()
@name_option
@email_option
@click.option(
    "--role",
    "roles",
    type=click.Choice(Role, case_sensitive=False),
    multiple=True,
    required=True,
    metavar="ROLA",
    help=f"Rola tej osoby, może być kilka: {', '.join(Role)}.",
)
@home_option
def invite(name: str, email: str, roles: tuple[Role, ...], home: Path) -> None:
    """Zaproś osobę odnośnikiem."""
    with _terminal(home) as terminal:
        _tell(
            terminal, terminal.do(_checked(terminal, name, email, frozenset(roles)), invite_person)
        )


@account.command()
@email_option
@home_option
def link(email: str, home: Path) -> None:
    """Nowy odnośnik do ustawienia hasła."""
    with _terminal(home) as terminal:
        person = _staff_id(terminal, email)
        command = IssueLink(command_id=new_id(), actor=terminal.actor, staff_id=person)
        _tell(terminal, terminal.do(command, issue_link))


@account.command()
@email_option
@home_option
def deactivate(email: str, home: Path) -> None:
    """Odbierz dostęp; to, co osoba zrobiła, zostaje."""
    with _terminal(home) as terminal:
        person = _staff_id(terminal, email)
        command = DeactivatePerson(command_id=new_id(), actor=terminal.actor, staff_id=person)
        terminal.do(command, deactivate_person)
        click.echo("Dostęp odebrano, także z otwartych sesji.")


@account.command("list")
@home_option
def list_(home: Path) -> None:
    """Kto ma konto."""
    with _terminal(home) as terminal:
        people = terminal.people(PeopleFilter())
    for person in people.rows:
        roles = ", ".join(ROLES[role] for role in sorted(person.roles))
        click.echo(f"{person.full_name} <{person.login}>: {roles}; {STATES[person.state]}")
    click.echo(f"Kont: {people.people}.")


@contextmanager
def _terminal(home: Path) -> Iterator[Terminal]:
    place = place_at(home)
    url = place.settings.databases.get(ACCOUNTS)
    if url is None:
        raise SettingsUnusable(
            f"W pliku {home / FILE_NAME} nie ma jeszcze bazy kont – uruchom raz «owss up», "
            "a powstanie, albo dopisz jej adres w sekcji [databases]."
        )
    database = Database(url)
    try:
        yield Terminal(
            database=database,
            source=f"/nodes/{place.settings.node}/{ACCOUNTS}",
            tools=tools_with(accounts_key(home)),
            actor=at_terminal(Role.NODE_ADMINISTRATOR),
            address=f"http://{place.settings.web}",
        )
    finally:
        database.close()


def _checked(terminal: Terminal, name: str, email: str, roles: frozenset[Role]) -> InvitePerson:
    """Return the words of somebody new as a request would bring them, or say what is wrong."""
    actor = {"staff_id": str(terminal.actor.staff_id), "roles": sorted(terminal.actor.roles)}
    command: InvitePerson = InvitePersonRequest().load(
        {
            "command_id": str(new_id()),
            "actor": actor,
            "staff_id": str(new_id()),
            "full_name": name,
            "login": email,
            "roles": sorted(roles),
        }
    )
    return command


def _staff_id(terminal: Terminal, email: str) -> UUID:
    for person in terminal.people(PeopleFilter(text=email)).rows:
        if person.login == login_of(email):
            return person.staff_id
    raise click.ClickException(
        f"W tym węźle nikt nie ma loginu {email} – sprawdź «owss account list»."
    )


def _password() -> str:
    first: str = click.prompt("Hasło (co najmniej 12 znaków)", hide_input=True)
    if click.prompt("Powtórz hasło", hide_input=True) != first:
        raise click.ClickException("Hasła różnią się – powtórz polecenie.")
    return first


def _tell(terminal: Terminal, issued: IssuedLink) -> None:
    click.echo(f"Odnośnik: {terminal.address}{path_of(issued.purpose, issued.token)}")
    click.echo("Z innego komputera otwórz go pod adresem, pod którym widać tam strony węzła.")
    click.echo(f"Działa raz, do: {polish.moment(issued.expires_at)}. Przekaż go tylko tej osobie.")


COMMANDS = (account,)
