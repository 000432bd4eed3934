"""Accounts from the terminal: the first administrator, invitations, links, the list."""

from __future__ import annotations

import re
from dataclasses import replace

import click
import pytest

from services.accounts.application.accept_invitation import accept_invitation
from services.accounts.application.log_in import log_in
from services.accounts.application.reset_password import reset_password
from services.accounts.storage.performing import perform
from services.accounts.storage.tools import tools_with
from services.node import cli
from services.node.accounts_key import accounts_key
from services.node.clocks import WallClock
from services.node.network import Network
from services.node.runtime import MIGRATIONS
from shared.database import Database
from shared.settings import write_settings
from tests.servers.migrated import MigratedDatabases
from tests.unit.accounts.examples import OTHER_PASSWORD, PASSWORD, to_accept, to_log_in, to_reset

ADMINISTRATOR = ("--name", "Żaneta Łoś", "--email", "Zaneta@zarska.example")
ADVISER = ("--name", "Adam Ćwiek", "--email", "adam@zarska.example")


class Shell:
    """Types commands at a node, answers what they ask, and gives back what was shown."""

    def __init__(
        self,
        network: Network,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.place = network.partners[0]
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def run(self, *arguments: str, answers: tuple[str, ...] = ()) -> str:
        left = list(answers)
        self._monkeypatch.setattr(click.termui, "hidden_prompt_func", lambda _: left.pop(0))
        cli.main(["account", *arguments, "--home", str(self.place.home)])
        return self._capsys.readouterr().out

    def refused(self, *arguments: str, answers: tuple[str, ...] = ()) -> str:
        with pytest.raises(SystemExit) as end:
            self.run(*arguments, answers=answers)
        assert end.value.code in {1, 2}
        return self._capsys.readouterr().err

    def perform(self, command: object, use_case: object) -> object:
        """Carry out what the person would do on a page."""
        database = Database(self.place.settings.databases["accounts"])
        source = f"/nodes/{self.place.settings.node}/accounts"
        tools = tools_with(accounts_key(self.place.home))
        try:
            return perform(database, source, command, use_case, WallClock().now(), tools)  # type: ignore[type-var, arg-type]  # as a page does
        finally:
            database.close()


@pytest.fixture
def shell(
    network: Network,
    migrated_databases: MigratedDatabases,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Shell:
    accounts = network.partners[0].home / "accounts.sqlite"
    migrated_databases.sqlite(MIGRATIONS["accounts"], accounts)
    return Shell(network, capsys, monkeypatch)


def token_in(shown: str, purpose: str) -> str:
    found = re.search(rf"/accounts/{purpose}/(\S+)", shown)
    assert found is not None
    return found[1]


def test_the_first_administrator_can_log_in_at_once(shell: Shell) -> None:
    shown = shell.run("administrator", *ADMINISTRATOR, "--password", answers=(PASSWORD, PASSWORD))

    assert "Żaneta Łoś może się zalogować jako zaneta@zarska.example" in shown
    shell.perform(to_log_in(login="zaneta@zarska.example"), log_in)
    assert "Ten węzeł ma już administratora" in shell.refused("administrator", *ADVISER)


def test_the_first_administrator_can_get_a_link_instead(shell: Shell) -> None:
    shown = shell.run("administrator", *ADMINISTRATOR)

    shell.perform(to_accept(token_in(shown, "invitation")), accept_invitation)

    assert "Działa raz, do:" in shown
    assert "administrator węzła; czynne" in shell.run("list")


def test_a_password_is_typed_twice_and_obeys_the_rule(shell: Shell) -> None:
    command = ("administrator", *ADMINISTRATOR, "--password")

    assert "Hasła różnią się" in shell.refused(*command, answers=(PASSWORD, OTHER_PASSWORD))
    assert "za krótkie" in shell.refused(*command, answers=("krótkie", "krótkie"))


def test_a_person_is_invited_listed_given_another_link_and_deactivated(shell: Shell) -> None:
    shell.run("administrator", *ADMINISTRATOR, "--password", answers=(PASSWORD, PASSWORD))
    roles = ("--role", "adviser", "--role", "coordinator")
    invited = shell.run("invite", *ADVISER, *roles)
    shell.perform(to_accept(token_in(invited, "invitation")), accept_invitation)

    link = shell.run("link", "--email", "ADAM@zarska.example")
    shell.perform(to_reset(token_in(link, "reset")), reset_password)
    listed = shell.run("list")
    deactivated = shell.run("deactivate", "--email", "adam@zarska.example")

    assert "Adam Ćwiek <adam@zarska.example>: doradca, koordynator; czynne" in listed
    assert "Kont: 2." in listed
    assert "Dostęp odebrano" in deactivated
    assert "bez dostępu" in shell.run("list")


def test_a_second_factor_is_required_of_roles_from_a_day_on(shell: Shell) -> None:
    shell.run("administrator", *ADMINISTRATOR, "--password", answers=(PASSWORD, PASSWORD))

    later = shell.run("require-second-factor", "adviser", "coordinator", "--from", "2030-03-09")
    today = shell.run("require-second-factor", "ministry")
    never = shell.run("require-second-factor", "adviser", "--never")

    assert "wymagany od 9 marca 2030: doradca, koordynator." in later.replace("\xa0", " ")
    assert today.endswith(": ministerstwo.\n")
    assert never == "Drugi składnik nie jest już wymagany: doradca.\n"
    wrong = shell.refused("require-second-factor", "adviser", "--never", "--from", "2030-03-09")
    assert "nie oba" in wrong


def test_what_is_wrong_is_said_in_a_sentence(shell: Shell) -> None:
    shell.run("administrator", *ADMINISTRATOR, "--password", answers=(PASSWORD, PASSWORD))

    assert "nikt nie ma loginu x@y.example" in shell.refused("link", "--email", "x@y.example")
    wrong = shell.refused("invite", "--name", "A", "--email", "adam", "--role", "adviser")
    assert "nazwa@domena" in wrong
    last = shell.refused("deactivate", "--email", "zaneta@zarska.example")
    assert "jedyny administrator" in last


def test_a_node_without_accounts_says_how_it_gets_them(shell: Shell) -> None:
    settings = shell.place.settings
    known = {name: url for name, url in settings.databases.items() if name != "accounts"}
    write_settings(shell.place.home, replace(settings, databases=known))

    assert "uruchom raz «owss up»" in shell.refused("list")
