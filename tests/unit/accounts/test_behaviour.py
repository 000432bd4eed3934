from __future__ import annotations

import pytest

from services.accounts.application.commands import without_secrets
from services.accounts.domain.refusals import LinkNotValid, WrongCredentials
from services.accounts.domain.staff_account import StaffAccount
from shared.kernel.command import Role
from tests.unit.accounts.api_tokens_suite import ApiTokensSuite
from tests.unit.accounts.desk import Desk, furnish
from tests.unit.accounts.examples import (
    NOW,
    PASSWORD,
    PERSON_ID,
    PlainPasswords,
    to_change_password,
    to_deactivate,
    to_log_in,
)
from tests.unit.accounts.fakes import FakeDesk
from tests.unit.accounts.people_suite import PeopleSuite
from tests.unit.accounts.rules_suite import RulesSuite
from tests.unit.accounts.sign_in_suite import SignInSuite


class TestInMemory(PeopleSuite, SignInSuite, ApiTokensSuite, RulesSuite):
    @pytest.fixture
    def desk(self) -> Desk:
        return FakeDesk()


@pytest.mark.parametrize("login", ["adam@zarska.example", "nobody@zarska.example"])
def test_looking_at_a_password_takes_as_long_whoever_it_is(login: str) -> None:
    desk = FakeDesk()
    furnish(desk)
    desk.do(to_deactivate())
    desk.tools.passwords.looked_at = 0

    with pytest.raises(WrongCredentials):
        desk.do(to_log_in(login=login))

    assert desk.tools.passwords.looked_at == 1


def test_an_account_is_entered_by_invitation_once_and_reset_only_while_it_is_open() -> None:
    account = StaffAccount(
        id=PERSON_ID,
        login="adam@zarska.example",
        full_name="Adam Ćwiek",
        roles=frozenset({Role.ADVISER}),
        invited_at=NOW,
    )
    passwords = PlainPasswords()
    with pytest.raises(LinkNotValid):
        account.reset_password(PASSWORD, passwords, NOW)
    account.accept_invitation(PASSWORD, passwords, NOW)

    with pytest.raises(LinkNotValid):
        account.accept_invitation(PASSWORD, passwords, NOW)


def test_a_command_is_remembered_without_its_secrets() -> None:
    command = to_change_password()

    remembered = without_secrets(command)

    assert (remembered.password, remembered.new_password) == ("", "")
    assert remembered.command_id == command.command_id
