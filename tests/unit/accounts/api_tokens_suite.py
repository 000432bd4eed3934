"""What whoever gives a program a token can rely on, in memory or in a database."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from services.accounts.domain.api_token import LONGEST_LIFE, SEEN_AFTER
from services.accounts.domain.refusals import (
    ApiTokenIdTaken,
    ApiTokenNotFound,
    ApiTokenNotValid,
    NoScope,
    WrongPassword,
)
from shared.kernel.command import Role
from shared.kernel.scope import Scope
from tests.unit.accounts.desk import Desk, furnish
from tests.unit.accounts.examples import (
    ADMINISTRATOR,
    NOW,
    PERSON,
    PERSON_ID,
    to_change_roles,
    to_deactivate,
    to_issue_token,
    to_note_token_used,
    to_reactivate,
    to_read_history,
    to_revoke_token,
    to_see_tokens,
    to_use_token,
)


class ApiTokensSuite:
    """Run by a class with the fixture `desk`: an empty node."""

    @pytest.fixture
    def furnished(self, desk: Desk) -> Desk:
        furnish(desk)
        return desk

    def test_a_token_says_whose_it_is_and_what_for(self, furnished: Desk) -> None:
        asked = to_issue_token(scopes=frozenset({Scope.ACCOUNTS_READ, Scope.REPORTING_WRITE}))

        issued = furnished.do(asked)

        holder = furnished.ask(to_use_token(issued.text))
        assert issued.text.startswith("owss_")
        assert issued.expires_at == NOW + timedelta(days=90)
        assert (holder.staff_id, holder.full_name) == (PERSON_ID, "Adam Ćwiek")
        assert (holder.roles, holder.scopes) == (PERSON.roles, asked.scopes)
        assert holder.token_id == asked.token_id

    def test_a_token_is_made_by_whoever_knows_the_password(self, furnished: Desk) -> None:
        with pytest.raises(WrongPassword):
            furnished.do(to_issue_token(password="wrong"))

        assert furnished.ask(to_see_tokens()) == ()

    def test_a_token_is_good_for_something_and_has_an_id_of_its_own(self, furnished: Desk) -> None:
        asked = to_issue_token()
        furnished.do(asked)

        with pytest.raises(NoScope):
            furnished.do(to_issue_token(scopes=frozenset()))
        with pytest.raises(ApiTokenIdTaken):
            furnished.do(to_issue_token(token_id=asked.token_id, actor=ADMINISTRATOR))

    def test_a_token_lasts_a_year_at_most(self, furnished: Desk) -> None:
        issued = furnished.do(to_issue_token(days=10_000))

        assert issued.expires_at == NOW + LONGEST_LIFE
        furnished.ask(to_use_token(issued.text), NOW + LONGEST_LIFE - timedelta(seconds=1))
        with pytest.raises(ApiTokenNotValid):
            furnished.ask(to_use_token(issued.text), NOW + LONGEST_LIFE)

    def test_a_token_gives_the_roles_of_the_moment(self, furnished: Desk) -> None:
        text = furnished.do(to_issue_token()).text

        furnished.do(to_change_roles(Role.COORDINATOR))

        assert furnished.ask(to_use_token(text)).roles == {Role.COORDINATOR}

    def test_what_nobody_made_opens_nothing(self, furnished: Desk) -> None:
        with pytest.raises(ApiTokenNotValid):
            furnished.ask(to_use_token("owss_nobody"))

    def test_a_revoked_token_opens_nothing(self, furnished: Desk) -> None:
        asked = to_issue_token()
        text = furnished.do(asked).text

        furnished.do(to_revoke_token(asked.token_id))

        with pytest.raises(ApiTokenNotValid):
            furnished.ask(to_use_token(text))
        with pytest.raises(ApiTokenNotValid):
            furnished.do(to_revoke_token(asked.token_id))

    def test_nobody_revokes_anothers_token(self, furnished: Desk) -> None:
        asked = to_issue_token()
        furnished.do(asked)

        for revoking in (
            to_revoke_token(asked.token_id, actor=ADMINISTRATOR),
            to_revoke_token(uuid4()),
        ):
            with pytest.raises(ApiTokenNotFound):
                furnished.do(revoking)

    def test_who_is_deactivated_has_no_token_afterwards_either(self, furnished: Desk) -> None:
        text = furnished.do(to_issue_token()).text

        furnished.do(to_deactivate())

        with pytest.raises(ApiTokenNotValid):
            furnished.ask(to_use_token(text))
        furnished.do(to_reactivate())
        with pytest.raises(ApiTokenNotValid):
            furnished.ask(to_use_token(text))

    def test_it_is_kept_by_the_minute_when_a_token_was_used(self, furnished: Desk) -> None:
        asked = to_issue_token()
        text = furnished.do(asked).text
        first = furnished.ask(to_use_token(text))

        furnished.do(to_note_token_used(asked.token_id), NOW)

        seen = [
            furnished.ask(to_use_token(text), NOW + after).is_to_be_seen
            for after in (timedelta(), SEEN_AFTER)
        ]
        assert (first.is_to_be_seen, *seen) == (True, False, True)
        (token,) = furnished.ask(to_see_tokens())
        assert token.last_used_at == NOW

    def test_everybody_sees_their_own_tokens_the_newest_first(self, furnished: Desk) -> None:
        older, newer = to_issue_token(name="starszy"), to_issue_token(name="nowszy")
        furnished.do(older)
        furnished.do(newer, NOW + timedelta(minutes=1))
        furnished.do(to_issue_token(actor=ADMINISTRATOR))

        own = furnished.ask(to_see_tokens())

        assert [each.name for each in own] == ["nowszy", "starszy"]

    def test_the_history_of_an_account_tells_of_its_tokens(self, furnished: Desk) -> None:
        asked = to_issue_token()
        furnished.do(asked)
        furnished.do(to_revoke_token(asked.token_id))

        changes = furnished.ask(to_read_history()).changes

        assert [(each.before, each.after) for each in changes if each.field == "api_token"] == [
            (None, "arkusz"),
            ("arkusz", None),
        ]
