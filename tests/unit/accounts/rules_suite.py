"""Roles that need a second factor, spraying from one address, and RODO for staff (R27)."""

from __future__ import annotations

from datetime import timedelta

import pytest

from services.accounts.domain.attempts import (
    SPRAY_LIMIT,
    SPRAY_PAUSE,
    SPRAY_WINDOW,
)
from services.accounts.domain.refusals import (
    LastAdministrator,
    PersonErased,
    PersonStillHasAccess,
    SecondFactorRequired,
    SessionOver,
    TooManyAttempts,
    WrongCredentials,
)
from services.accounts.domain.staff_account import ERASED_NAME, AccountState
from shared.kernel.command import Role
from tests.unit.accounts.desk import Desk, furnish
from tests.unit.accounts.examples import (
    ADMINISTRATOR_ID,
    HOME,
    NOW,
    OFFICE,
    PERSON_ID,
    TODAY,
    to_change_person,
    to_change_roles,
    to_deactivate,
    to_erase,
    to_export,
    to_log_in,
    to_reactivate,
    to_read,
    to_read_history,
    to_renew,
    to_require,
    to_see_rules,
    to_switch_off,
)
from tests.unit.accounts.sign_in_suite import with_second_factor

DAY = timedelta(days=1)
ADMIN_LOGIN = "zaneta@zarska.example"


def spray(desk: Desk, logins: int, address: str = OFFICE) -> None:
    for number in range(logins):
        with pytest.raises(WrongCredentials):
            desk.do(to_log_in(login=f"{number}@zarska.example", password="x", address=address))


class RulesSuite:
    """Run by a class with the fixture `desk`: an empty node."""

    @pytest.fixture
    def lived(self, desk: Desk) -> Desk:
        furnish(desk)
        return desk

    # --- Roles that need a second factor

    @pytest.mark.parametrize(
        ("roles", "day"), [((), None), ((Role.COORDINATOR,), None), ((Role.ADVISER,), TODAY)]
    )
    def test_a_session_says_by_when_its_person_needs_a_second_factor(
        self, lived: Desk, roles: tuple[Role, ...], day: object
    ) -> None:
        if roles:
            lived.do(to_require(*roles))
        session = lived.do(to_log_in()).session

        assert lived.ask(to_renew(session)).factor_by == day

    def test_of_several_roles_the_first_day_counts(self, lived: Desk) -> None:
        lived.do(to_require(Role.ADVISER, day=TODAY + 2 * DAY))
        lived.do(to_require(Role.COORDINATOR, day=TODAY + DAY))
        lived.do(to_change_roles(Role.ADVISER, Role.COORDINATOR))
        session = lived.do(to_log_in()).session

        assert lived.ask(to_renew(session)).factor_by == TODAY + DAY

    def test_whoever_has_a_second_factor_needs_none(self, lived: Desk) -> None:
        session = lived.do(to_log_in()).session
        lived.do(to_require())

        with_second_factor(lived)

        assert lived.ask(to_renew(session)).factor_by is None

    def test_a_second_factor_that_is_needed_is_not_switched_off(self, lived: Desk) -> None:
        with_second_factor(lived)
        lived.do(to_require())

        with pytest.raises(SecondFactorRequired):
            lived.do(to_switch_off())

    def test_until_the_day_it_may_still_be_switched_off(self, lived: Desk) -> None:
        with_second_factor(lived)
        lived.do(to_require(day=TODAY + DAY))

        lived.do(to_switch_off())

        assert not lived.ask(to_read()).second_factor

    def test_the_rules_say_who_lacks_one_and_how_they_came_to_be(self, lived: Desk) -> None:
        lived.do(to_require(Role.ADVISER, Role.MINISTRY))
        lived.do(to_require(Role.ADVISER, day=TODAY + DAY))
        lived.do(to_require(Role.ADVISER, day=TODAY + DAY))
        lived.do(to_require(Role.MINISTRY, day=None))

        found = lived.ask(to_see_rules())

        assert found.rules == {Role.ADVISER: TODAY + DAY}
        assert found.without[Role.ADVISER] == found.without[Role.NODE_ADMINISTRATOR] == 1
        assert found.without[Role.MINISTRY] == 0
        assert [(each.field, each.before, each.after) for each in found.changes] == [
            ("adviser", None, "2026-03-02"),
            ("ministry", None, "2026-03-02"),
            ("adviser", "2026-03-02", "2026-03-03"),
            ("ministry", "2026-03-02", None),
        ]
        assert {each.changed_by for each in found.changes} == {ADMINISTRATOR_ID}

    # --- One address, many logins

    def test_an_address_that_tries_many_logins_is_slowed_down(self, lived: Desk) -> None:
        spray(lived, SPRAY_LIMIT)

        with pytest.raises(TooManyAttempts) as refused:
            lived.do(to_log_in())

        assert refused.value.args == ((NOW + SPRAY_PAUSE).isoformat(),)
        assert lived.do(to_log_in(), NOW + SPRAY_PAUSE).session

    def test_other_addresses_and_few_logins_are_not_slowed_down(self, lived: Desk) -> None:
        spray(lived, SPRAY_LIMIT - 1)
        spray(lived, SPRAY_LIMIT, HOME)

        assert lived.do(to_log_in(address=OFFICE)).session

    def test_a_browser_that_is_known_behind_the_same_address_does_not_wait(
        self, lived: Desk
    ) -> None:
        device = lived.do(to_log_in()).device
        spray(lived, SPRAY_LIMIT)

        assert lived.do(to_log_in(device=device)).session

    def test_a_quarter_of_an_hour_later_nothing_of_it_is_left(self, lived: Desk) -> None:
        spray(lived, SPRAY_LIMIT)
        later = NOW + SPRAY_WINDOW
        with pytest.raises(WrongCredentials):
            lived.do(to_log_in(password="wrong"), later)

        assert lived.do(to_log_in(), later).session

    # --- What is kept about one person of the staff

    def test_everything_about_a_person_is_handed_over(self, lived: Desk) -> None:
        lived.do(to_log_in(address=HOME))
        lived.do(to_change_person(full_name="Adam Ćwiek-Nowy"))

        whole = lived.ask(to_export())

        assert whole.person.full_name == "Adam Ćwiek-Nowy"
        assert [each.address for each in whole.sessions] == [HOME]
        assert whole.known_devices == 1
        assert whole.history == lived.ask(to_read_history())
        assert whole.history.changes[-1].before == "Adam Ćwiek"
        assert whole.made_at == NOW

    def test_a_person_who_is_gone_is_forgotten_and_their_id_stays(self, lived: Desk) -> None:
        session = lived.do(to_log_in(address=HOME)).session
        with_second_factor(lived)
        lived.do(to_change_person(full_name="Adam Ćwiek-Nowy"))
        told = lived.ask(to_read_history()).told
        lived.do(to_deactivate())

        lived.do(to_erase())

        whole = lived.ask(to_export())
        assert (whole.person.full_name, whole.person.login) == (ERASED_NAME, str(PERSON_ID))
        assert (whole.person.erased_at, whole.person.roles) == (NOW, {Role.ADVISER})
        assert whole.person.state is AccountState.DEACTIVATED
        assert not whole.person.second_factor
        assert (whole.sessions, whole.known_devices) == ((), 0)
        assert whole.history.told[: len(told)] == told
        assert {(each.before, each.after) for each in whole.history.changes} == {(None, None)}
        assert whole.history.changes[-1].changed_by == ADMINISTRATOR_ID
        with pytest.raises(SessionOver):
            lived.ask(to_renew(session))

    def test_attempts_at_the_login_are_forgotten_too(self, lived: Desk) -> None:
        for _ in range(5):
            with pytest.raises(WrongCredentials):
                lived.do(to_log_in(password="wrong"))
        lived.do(to_deactivate())

        lived.do(to_erase())

        with pytest.raises(WrongCredentials):
            lived.do(to_log_in())

    def test_nobody_who_has_access_is_forgotten(self, lived: Desk) -> None:
        with pytest.raises(PersonStillHasAccess):
            lived.do(to_erase())
        with pytest.raises(LastAdministrator):
            lived.do(to_erase(staff_id=ADMINISTRATOR_ID))

        assert lived.ask(to_read()).full_name == "Adam Ćwiek"

    def test_of_somebody_who_was_forgotten_nothing_is_changed(self, lived: Desk) -> None:
        lived.do(to_deactivate())
        lived.do(to_erase())

        for command in (
            to_erase(),
            to_reactivate(),
            to_change_person(),
            to_change_roles(Role.COORDINATOR),
        ):
            with pytest.raises(PersonErased) as refused:
                lived.do(command)
            assert refused.value.args == ("2026-03-02",)
