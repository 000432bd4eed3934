from __future__ import annotations

import pytest

from services.accounts.domain.refusals import WrongCredentials
from tests.unit.accounts.desk import Desk, furnish
from tests.unit.accounts.examples import to_deactivate, to_log_in
from tests.unit.accounts.fakes import FakeDesk
from tests.unit.accounts.people_suite import PeopleSuite
from tests.unit.accounts.sign_in_suite import SignInSuite


class TestInMemory(PeopleSuite, SignInSuite):
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
