"""What an administrator can rely on, whether records are in memory or in a database."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from services.accounts.domain.one_time_link import LinkPurpose
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from services.accounts.domain.person_history import RecordedChange
from services.accounts.domain.refusals import (
    AdministratorExists,
    AlreadyInvited,
    LastAdministrator,
    LinkNotValid,
    LoginTaken,
    NoRole,
    PersonDeactivatedBefore,
    PersonNotDeactivated,
    PersonNotFound,
    SameRoles,
    SessionOver,
    WrongCredentials,
)
from services.accounts.domain.staff_account import AccountState
from shared.kernel.command import Actor, Role, StaleRecord
from tests.unit.accounts.desk import Desk, furnish
from tests.unit.accounts.examples import (
    ADMINISTRATOR,
    ADMINISTRATOR_ID,
    NOW,
    OTHER_ID,
    OTHER_PASSWORD,
    PASSWORD,
    PERSON_ID,
    to_accept,
    to_change_person,
    to_change_roles,
    to_deactivate,
    to_invite,
    to_issue_link,
    to_list,
    to_log_in,
    to_open,
    to_open_link,
    to_reactivate,
    to_read,
    to_read_history,
    to_renew,
    to_request_reset,
    to_reset,
    to_see_colleagues,
)

LATER = NOW + timedelta(hours=1)


class PeopleSuite:
    """Run by a class with the fixture `desk`: an empty node."""

    @pytest.fixture
    def furnished(self, desk: Desk) -> Desk:
        furnish(desk)
        return desk

    def test_the_first_administrator_gets_a_link_and_comes_in_with_a_password(
        self, desk: Desk
    ) -> None:
        link = desk.do(to_open())

        desk.do(to_accept(link.token))

        assert link.purpose is LinkPurpose.INVITATION
        person = desk.ask(to_read(ADMINISTRATOR_ID))
        assert (person.login, person.state) == ("zaneta@zarska.example", AccountState.ACTIVE)
        assert person.roles == {Role.NODE_ADMINISTRATOR}
        assert desk.told == ["person_invited", "invitation_accepted"]

    def test_a_second_administrator_does_not_come_from_the_terminal(self, furnished: Desk) -> None:
        with pytest.raises(AdministratorExists):
            furnished.do(to_open(staff_id=OTHER_ID, login="x@y.example"))

    def test_an_id_and_a_login_belong_to_one_person(self, furnished: Desk) -> None:
        with pytest.raises(AlreadyInvited):
            furnished.do(to_invite(login="x@y.example"))

        with pytest.raises(LoginTaken):
            furnished.do(to_invite(staff_id=OTHER_ID, login="ADAM@zarska.example"))

    def test_nobody_is_invited_without_a_role(self, desk: Desk) -> None:
        with pytest.raises(NoRole):
            desk.do(to_invite(roles=frozenset()))

    def test_an_invitation_works_once_and_for_two_weeks(self, desk: Desk) -> None:
        token = desk.do(to_invite()).token

        with pytest.raises(LinkNotValid):
            desk.do(to_accept(token), NOW + timedelta(days=14))
        desk.do(to_accept(token), NOW + timedelta(days=13))
        with pytest.raises(LinkNotValid):
            desk.do(to_accept(token))

    def test_a_new_link_replaces_the_one_before(self, desk: Desk) -> None:
        lost = desk.do(to_invite()).token

        link = desk.do(to_issue_link())

        with pytest.raises(LinkNotValid):
            desk.do(to_accept(lost))
        holder = desk.ask(to_open_link(link.token, LinkPurpose.INVITATION))
        assert (holder.full_name, holder.login) == ("Adam Ćwiek", "adam@zarska.example")
        with pytest.raises(LinkNotValid):
            desk.ask(to_open_link(link.token, LinkPurpose.RESET))

    def test_a_person_with_a_password_gets_a_link_to_choose_another(self, furnished: Desk) -> None:
        furnished.do(to_request_reset())
        session = furnished.do(to_log_in()).session
        asked = furnished.ask(to_read()).reset_asked_at

        link = furnished.do(to_issue_link())
        furnished.do(to_reset(link.token))

        assert asked == NOW
        assert link.purpose is LinkPurpose.RESET
        assert furnished.ask(to_read()).reset_asked_at is None
        with pytest.raises(SessionOver):
            furnished.ask(to_renew(session))
        with pytest.raises(WrongCredentials):
            furnished.do(to_log_in())
        assert furnished.do(to_log_in(password=OTHER_PASSWORD)).session
        assert furnished.told[-1] == "password_changed"

    def test_asking_for_a_link_says_nothing_about_the_login(self, furnished: Desk) -> None:
        answers = [
            furnished.do(to_request_reset(login=login), LATER)
            for login in ("nobody@zarska.example", "adam@zarska.example", "adam@zarska.example")
        ]

        assert answers == [None, None, None]

    def test_who_has_no_access_gets_no_link_and_an_old_one_does_not_help(
        self, furnished: Desk
    ) -> None:
        token = furnished.do(to_issue_link()).token

        furnished.do(to_deactivate())

        with pytest.raises(PersonDeactivatedBefore):
            furnished.do(to_issue_link())
        with pytest.raises(LinkNotValid):
            furnished.do(to_reset(token))
        assert furnished.do(to_request_reset()) is None
        assert furnished.ask(to_read()).reset_asked_at is None

    def test_who_loses_access_is_out_at_once_and_comes_back_with_the_same_password(
        self, furnished: Desk
    ) -> None:
        session = furnished.do(to_log_in()).session

        furnished.do(to_deactivate())

        with pytest.raises(SessionOver):
            furnished.ask(to_renew(session))
        with pytest.raises(WrongCredentials):
            furnished.do(to_log_in())
        with pytest.raises(PersonDeactivatedBefore):
            furnished.do(to_deactivate())
        furnished.do(to_reactivate())
        assert furnished.do(to_log_in()).session
        with pytest.raises(PersonNotDeactivated):
            furnished.do(to_reactivate())
        assert furnished.told[-2:] == ["person_deactivated", "person_reactivated"]

    def test_who_never_came_in_is_invited_again(self, desk: Desk) -> None:
        desk.do(to_invite())
        desk.do(to_deactivate())

        desk.do(to_reactivate())

        assert desk.ask(to_read()).state is AccountState.INVITED
        desk.do(to_accept(desk.do(to_issue_link()).token))

    def test_roles_are_changed_to_others(self, furnished: Desk) -> None:
        session = furnished.do(to_log_in()).session

        furnished.do(to_change_roles(Role.ADVISER, Role.COORDINATOR))

        assert furnished.ask(to_renew(session)).roles == {Role.ADVISER, Role.COORDINATOR}
        with pytest.raises(SameRoles):
            furnished.do(to_change_roles(Role.COORDINATOR, Role.ADVISER))
        with pytest.raises(NoRole):
            furnished.do(to_change_roles())
        assert furnished.told[-1] == "roles_changed"

    def test_the_last_administrator_stays_one(self, furnished: Desk) -> None:
        with pytest.raises(LastAdministrator):
            furnished.do(to_deactivate(staff_id=ADMINISTRATOR_ID))
        with pytest.raises(LastAdministrator):
            furnished.do(to_change_roles(Role.ADVISER, staff_id=ADMINISTRATOR_ID))
        furnished.do(to_change_roles(Role.ADVISER, Role.NODE_ADMINISTRATOR))

        furnished.do(to_change_roles(Role.ADVISER, staff_id=ADMINISTRATOR_ID))

        with pytest.raises(LastAdministrator):
            furnished.do(to_deactivate())

    def test_an_administrator_who_was_only_invited_does_not_count(self, furnished: Desk) -> None:
        roles = frozenset({Role.NODE_ADMINISTRATOR})
        furnished.do(to_invite(staff_id=OTHER_ID, login="ewa@zarska.example", roles=roles))

        with pytest.raises(LastAdministrator):
            furnished.do(to_deactivate(staff_id=ADMINISTRATOR_ID))

    def test_a_change_on_an_old_reading_is_refused(self, furnished: Desk) -> None:
        read = furnished.ask(to_read()).revision
        furnished.do(to_change_person(expected_revision=read))

        with pytest.raises(StaleRecord):
            furnished.do(to_change_person(expected_revision=read))
        with pytest.raises(StaleRecord):
            furnished.do(to_change_roles(Role.MINISTRY, expected_revision=read))

    def test_a_login_cannot_be_changed_to_somebody_elses(self, furnished: Desk) -> None:
        with pytest.raises(LoginTaken):
            furnished.do(to_change_person(login="zaneta@zarska.example"))

    def test_the_history_tells_codes_and_keeps_words_apart(self, furnished: Desk) -> None:
        furnished.do(to_change_person(), LATER)

        history = furnished.ask(to_read_history())

        assert [told.name for told in history.told] == ["person_invited", "invitation_accepted"]
        assert history.told[0].version == 1
        assert history.told[0].happened_at == NOW
        assert history.told[0].data == {
            "staff_id": str(PERSON_ID),
            "invited_by": str(ADMINISTRATOR_ID),
            "roles": [{"role": "adviser"}],
        }
        assert [(change.field, change.after) for change in history.changes[:2]] == [
            ("full_name", "Adam Ćwiek"),
            ("login", "adam@zarska.example"),
        ]
        assert history.changes[2:] == (
            RecordedChange(
                field="full_name",
                before="Adam Ćwiek",
                after="Adam Ćwiek-Nowak",
                changed_by=ADMINISTRATOR_ID,
                changed_at=LATER,
            ),
        )

    def test_whom_nobody_knows_cannot_be_read(self, desk: Desk) -> None:
        with pytest.raises(PersonNotFound):
            desk.ask(to_read())
        with pytest.raises(PersonNotFound):
            desk.do(to_deactivate())
        assert desk.ask(to_read_history()).told == ()

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({}, ["Ćwiek", "Łęcka", "Łoś", "Zięba"]),
            ({"descending": True}, ["Zięba", "Łoś", "Łęcka", "Ćwiek"]),
            ({"order": PeopleOrder.LOGIN}, ["Ćwiek", "Łęcka", "Zięba", "Łoś"]),
            ({"order": PeopleOrder.STATE}, ["Ćwiek", "Łoś", "Łęcka", "Zięba"]),
            ({"order": PeopleOrder.LAST_LOGGED_IN}, ["Łęcka", "Łoś", "Zięba", "Ćwiek"]),
            (
                {"order": PeopleOrder.LAST_LOGGED_IN, "descending": True},
                ["Ćwiek", "Zięba", "Łoś", "Łęcka"],
            ),
            ({"filter": PeopleFilter(text="ŁĘCKA")}, ["Łęcka"]),
            ({"filter": PeopleFilter(text="adam@")}, ["Ćwiek"]),
            ({"filter": PeopleFilter(text="%")}, []),
            ({"filter": PeopleFilter(role=Role.ADVISER)}, ["Ćwiek", "Łęcka"]),
            ({"filter": PeopleFilter(state=AccountState.INVITED)}, ["Łęcka", "Zięba"]),
            ({"page": 2, "rows_of_a_page": 3}, ["Zięba"]),
        ],
    )
    def test_people_are_listed_as_asked(
        self, furnished: Desk, asked: dict[str, Any], expected: list[str]
    ) -> None:
        self._two_more(furnished)
        furnished.do(to_log_in())

        page = furnished.ask(to_list(**asked))

        found = [person.full_name.split()[-1] for person in page.rows]
        assert found == expected
        everybody = 4 if "filter" not in asked else len(expected)
        assert page.people == everybody
        assert page.pages == (2 if "rows_of_a_page" in asked else 1)

    def test_colleagues_are_those_who_may_come_in(self, furnished: Desk) -> None:
        self._two_more(furnished)
        furnished.do(to_deactivate())

        found = furnished.ask(to_see_colleagues())

        assert [each.full_name.split()[-1] for each in found] == ["Łęcka", "Łoś", "Zięba"]
        assert {frozenset(each.roles) for each in found[2:]} == {
            frozenset({Role.MINISTRY, Role.OPERATIONS})
        }

    def _two_more(self, desk: Desk) -> None:
        ewa = to_invite(staff_id=OTHER_ID, full_name="Ewa Łęcka", login="ewa@zarska.example")
        desk.do(ewa)
        roles = frozenset({Role.MINISTRY, Role.OPERATIONS})
        piotr = to_invite(
            staff_id=UUID(int=4), full_name="Piotr Zięba", login="piotr@zarska.example", roles=roles
        )
        desk.do(piotr)

    def test_a_person_shows_roles_and_when_they_came_in_last(self, furnished: Desk) -> None:
        furnished.do(to_log_in(), LATER)

        person = furnished.ask(to_read())

        assert person.last_logged_in == LATER
        assert person.roles == {Role.ADVISER}
        assert not person.second_factor

    def test_an_administrators_password_is_not_asked_for_by_name(self, furnished: Desk) -> None:
        both = Actor(staff_id=PERSON_ID, roles=frozenset({Role.NODE_ADMINISTRATOR, Role.ADVISER}))

        furnished.do(to_change_roles(*both.roles))
        furnished.do(to_deactivate(actor=both, staff_id=ADMINISTRATOR.staff_id))

        with pytest.raises(WrongCredentials):
            furnished.do(to_log_in(login="zaneta@zarska.example", password=PASSWORD))
