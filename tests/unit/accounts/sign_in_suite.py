"""What whoever logs in can rely on, whether records are in memory or in a database."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from services.accounts.domain.attempts import PLACE_LIMIT, PLACE_WINDOW, STRANGE_LIMIT
from services.accounts.domain.proving import digest_of
from services.accounts.domain.refusals import (
    LinkNotValid,
    PasswordTooShort,
    SecondFactorNotSetUp,
    SecondFactorOff,
    SecondFactorOn,
    SessionOver,
    TooManyAttempts,
    WrongCode,
    WrongCredentials,
    WrongPassword,
)
from services.accounts.domain.session import IDLE_LIMIT, WHOLE_LIMIT
from tests.unit.accounts.desk import Desk, furnish
from tests.unit.accounts.examples import (
    ADMINISTRATOR,
    HOME,
    NOW,
    OFFICE,
    OTHER_PASSWORD,
    PERSON,
    code_at,
    to_change_password,
    to_confirm,
    to_deactivate,
    to_end_session,
    to_log_in,
    to_log_out,
    to_note_seen,
    to_remove_factor,
    to_renew,
    to_renew_codes,
    to_see_oneself,
    to_set_up,
    to_switch_off,
    to_switch_on,
)

MINUTE = timedelta(minutes=1)


def with_second_factor(desk: Desk, now: datetime = NOW) -> tuple[str, tuple[str, ...]]:
    """Let the adviser use a second factor; return its secret and the codes for paper."""
    secret: str = desk.do(to_set_up(), now).secret
    codes: tuple[str, ...] = desk.do(to_switch_on(code_at(secret, now)), now).codes
    return secret, codes


def guess(desk: Desk, times: int, now: datetime = NOW, address: str = OFFICE) -> None:
    for _ in range(times):
        with pytest.raises(WrongCredentials):
            desk.do(to_log_in(password="wrong", address=address), now)


class SignInSuite:
    """Run by a class with the fixture `desk`: an empty node."""

    @pytest.fixture
    def furnished(self, desk: Desk) -> Desk:
        furnish(desk)
        return desk

    # --- Sessions

    def test_a_session_says_who_it_is(self, furnished: Desk) -> None:
        logged_in = furnished.do(to_log_in(login=" Adam@ZARSKA.example"))

        signed_in = furnished.ask(to_renew(logged_in.session))

        assert not logged_in.second_factor_asked
        assert signed_in.actor == PERSON
        assert signed_in.full_name == "Adam Ćwiek"
        assert signed_in.session_digest == digest_of(logged_in.session)
        assert signed_in.expires_at == logged_in.expires_at == NOW + IDLE_LIMIT

    def test_a_session_ends_when_nobody_was_there_for_an_hour(self, furnished: Desk) -> None:
        session = furnished.do(to_log_in()).session

        still = furnished.ask(to_renew(session), NOW + IDLE_LIMIT - MINUTE)

        assert still.is_to_be_seen
        assert still.expires_at == NOW + 2 * IDLE_LIMIT - MINUTE
        with pytest.raises(SessionOver):
            furnished.ask(to_renew(session), NOW + IDLE_LIMIT)

    def test_a_session_goes_on_while_somebody_is_there_and_ends_after_a_day_of_work(
        self, furnished: Desk
    ) -> None:
        session = furnished.do(to_log_in()).session
        now = NOW
        while now < NOW + WHOLE_LIMIT - MINUTE:
            now += 59 * MINUTE
            furnished.ask(to_renew(session), min(now, NOW + WHOLE_LIMIT - MINUTE))
            furnished.do(to_note_seen(session), now)

        with pytest.raises(SessionOver):
            furnished.ask(to_renew(session), NOW + WHOLE_LIMIT)

    def test_who_logs_out_is_out_also_twice(self, furnished: Desk) -> None:
        session = furnished.do(to_log_in()).session

        furnished.do(to_log_out(session))
        furnished.do(to_log_out(session))
        furnished.do(to_log_out("never was"))

        with pytest.raises(SessionOver):
            furnished.ask(to_renew(session))
        with pytest.raises(SessionOver):
            furnished.ask(to_renew("never was"))

    def test_a_person_sees_and_ends_their_own_sessions_only(self, furnished: Desk) -> None:
        there = furnished.do(to_log_in(address=HOME)).session
        here = furnished.do(to_log_in(), NOW + MINUTE).session

        own = furnished.ask(to_see_oneself(), NOW + MINUTE)
        furnished.do(to_end_session(digest_of(there)), NOW + MINUTE)

        assert [(each.digest, each.address) for each in own.sessions] == [
            (digest_of(here), OFFICE),
            (digest_of(there), HOME),
        ]
        assert own.person.full_name == "Adam Ćwiek"
        assert own.recovery_codes_left == 0
        with pytest.raises(SessionOver):
            furnished.ask(to_renew(there), NOW + MINUTE)
        with pytest.raises(SessionOver):
            furnished.do(to_end_session(digest_of(here), actor=ADMINISTRATOR), NOW + MINUTE)
        assert furnished.ask(to_renew(here), NOW + MINUTE)

    # --- Passwords

    @pytest.mark.parametrize(
        "wrong", [{"password": "wrong"}, {"login": "nobody@zarska.example"}, {"password": ""}]
    )
    def test_what_is_wrong_sounds_the_same(self, furnished: Desk, wrong: dict[str, str]) -> None:
        with pytest.raises(WrongCredentials) as refused:
            furnished.do(to_log_in(**wrong))

        assert refused.value.args == ()

    def test_another_password_ends_the_other_sessions(self, furnished: Desk) -> None:
        there = furnished.do(to_log_in(address=HOME)).session
        here = furnished.do(to_log_in()).session

        furnished.do(to_change_password(session_digest=digest_of(here)))

        assert furnished.ask(to_renew(here))
        with pytest.raises(SessionOver):
            furnished.ask(to_renew(there))
        assert furnished.do(to_log_in(password=OTHER_PASSWORD)).session
        assert furnished.told[-1] == "password_changed"

    def test_another_password_needs_the_present_one_and_obeys_the_rule(
        self, furnished: Desk
    ) -> None:
        with pytest.raises(WrongPassword):
            furnished.do(to_change_password(password="wrong"))

        with pytest.raises(PasswordTooShort):
            furnished.do(to_change_password(new_password="short"))

    # --- Guessing

    def test_who_guesses_from_one_place_waits_there_and_nobody_else_does(
        self, furnished: Desk
    ) -> None:
        guess(furnished, PLACE_LIMIT)

        with pytest.raises(TooManyAttempts) as refused:
            furnished.do(to_log_in())

        assert refused.value.args == ((NOW + PLACE_WINDOW).isoformat(),)
        assert furnished.do(to_log_in(address=HOME)).session
        zaneta = to_log_in(login="zaneta@zarska.example")
        assert furnished.do(zaneta).session
        assert furnished.do(to_log_in(), NOW + PLACE_WINDOW).session

    def test_who_gets_it_right_in_time_begins_anew(self, furnished: Desk) -> None:
        guess(furnished, PLACE_LIMIT - 1)
        furnished.do(to_log_in())

        guess(furnished, PLACE_LIMIT - 1)

        assert furnished.do(to_log_in()).session

    def test_a_login_that_nobody_has_is_slowed_down_as_well(self, furnished: Desk) -> None:
        for _ in range(PLACE_LIMIT):
            with pytest.raises(WrongCredentials):
                furnished.do(to_log_in(login="nobody@zarska.example"))

        with pytest.raises(TooManyAttempts):
            furnished.do(to_log_in(login="nobody@zarska.example"))

    def test_guessing_from_many_places_is_one_attempt_a_minute(self, furnished: Desk) -> None:
        for number in range(STRANGE_LIMIT):
            guess(furnished, 1, address=f"203.0.113.{number}")

        with pytest.raises(TooManyAttempts) as refused:
            furnished.do(to_log_in(address=HOME), NOW + MINUTE / 2)

        assert refused.value.args == ((NOW + MINUTE).isoformat(),)
        assert furnished.do(to_log_in(address=HOME), NOW + MINUTE).session

    def test_who_uses_a_known_device_is_not_kept_out_by_strangers(self, furnished: Desk) -> None:
        device = furnished.do(to_log_in()).device
        for number in range(STRANGE_LIMIT):
            guess(furnished, 1, address=f"203.0.113.{number}")
        with pytest.raises(TooManyAttempts):
            furnished.do(to_log_in())

        logged_in = furnished.do(to_log_in(device=device))

        assert logged_in.session
        assert logged_in.device is None

    def test_a_known_device_is_known_for_its_person_and_slowed_down_itself(
        self, furnished: Desk
    ) -> None:
        device = furnished.do(to_log_in()).device
        for _ in range(PLACE_LIMIT):
            with pytest.raises(WrongCredentials):
                furnished.do(to_log_in(password="wrong", device=device))

        with pytest.raises(TooManyAttempts):
            furnished.do(to_log_in(device=device))
        zaneta = furnished.do(to_log_in(login="zaneta@zarska.example", device=device))
        assert zaneta.device not in {None, device}

    def test_a_device_is_known_no_more_once_the_password_is_another(self, furnished: Desk) -> None:
        device = furnished.do(to_log_in()).device
        furnished.do(to_change_password())

        again = furnished.do(to_log_in(password=OTHER_PASSWORD, device=device))

        assert again.device not in {None, device}

    def test_an_open_session_is_no_way_to_guess_the_password(self, furnished: Desk) -> None:
        for _ in range(PLACE_LIMIT):
            with pytest.raises(WrongPassword):
                furnished.do(to_set_up(password="wrong"))

        with pytest.raises(TooManyAttempts):
            furnished.do(to_set_up())

    # --- The second factor

    def test_a_second_factor_is_asked_for_once_a_code_was_shown(self, furnished: Desk) -> None:
        set_up = furnished.do(to_set_up())
        before = furnished.do(to_log_in())

        furnished.do(to_switch_on(code_at(set_up.secret, NOW)))
        after = furnished.do(to_log_in())

        assert set_up.secret in set_up.address
        assert before.session
        assert (after.session, after.second_factor_asked) == (None, True)
        assert furnished.told[-1] == "second_factor_switched"
        assert furnished.ask(to_see_oneself()).person.second_factor

    def test_a_code_opens_a_session_once(self, furnished: Desk) -> None:
        secret, _ = with_second_factor(furnished)
        now = NOW + MINUTE
        code = code_at(secret, now)
        first, second = (furnished.do(to_log_in(), now).ticket for _ in range(2))

        with pytest.raises(LinkNotValid):
            furnished.do(to_confirm(first, code), now)
        logged_in = furnished.do(to_confirm(second, code), now)
        third = furnished.do(to_log_in(), now).ticket
        with pytest.raises(WrongCode):
            furnished.do(to_confirm(third, code), now)

        assert furnished.ask(to_renew(logged_in.session), now).actor == PERSON
        assert logged_in.device

    def test_the_code_that_switched_it_on_does_not_open_a_session(self, furnished: Desk) -> None:
        secret, _ = with_second_factor(furnished)
        ticket = furnished.do(to_log_in()).ticket

        with pytest.raises(WrongCode):
            furnished.do(to_confirm(ticket, code_at(secret, NOW)))

    def test_a_ticket_works_once_and_for_five_minutes(self, furnished: Desk) -> None:
        secret, codes = with_second_factor(furnished)
        ticket = furnished.do(to_log_in()).ticket

        late = NOW + 5 * MINUTE
        with pytest.raises(LinkNotValid):
            furnished.do(to_confirm(ticket, code_at(secret, late)), late)
        furnished.do(to_confirm(ticket, codes[0]))
        with pytest.raises(LinkNotValid):
            furnished.do(to_confirm(ticket, codes[1]))

    def test_a_code_from_paper_works_once_however_it_is_written(self, furnished: Desk) -> None:
        _, codes = with_second_factor(furnished)
        written = codes[3].replace("-", " ").upper()

        furnished.do(to_confirm(furnished.do(to_log_in()).ticket, written))

        with pytest.raises(WrongCode):
            furnished.do(to_confirm(furnished.do(to_log_in()).ticket, codes[3]))
        assert furnished.ask(to_see_oneself()).recovery_codes_left == len(codes) - 1 == 9

    def test_codes_are_guessed_no_faster_than_passwords(self, furnished: Desk) -> None:
        _, codes = with_second_factor(furnished)
        ticket = furnished.do(to_log_in()).ticket
        for _ in range(PLACE_LIMIT):
            with pytest.raises(WrongCode):
                furnished.do(to_confirm(ticket, "000000"))

        # A password that is right does not make up for wrong codes.
        ticket = furnished.do(to_log_in()).ticket
        with pytest.raises(TooManyAttempts):
            furnished.do(to_confirm(ticket, codes[0]))
        assert furnished.do(to_confirm(ticket, codes[0], address=HOME)).session

    def test_new_codes_for_paper_replace_the_old_ones(self, furnished: Desk) -> None:
        _, old = with_second_factor(furnished)

        new = furnished.do(to_renew_codes()).codes

        with pytest.raises(WrongCode):
            furnished.do(to_confirm(furnished.do(to_log_in()).ticket, old[0]))
        assert furnished.do(to_confirm(furnished.do(to_log_in()).ticket, new[0])).session

    def test_a_second_factor_is_switched_off_by_its_person(self, furnished: Desk) -> None:
        with_second_factor(furnished)
        ticket = furnished.do(to_log_in()).ticket

        furnished.do(to_switch_off())

        assert furnished.do(to_log_in()).session
        with pytest.raises(LinkNotValid):
            furnished.do(to_confirm(ticket, "000000"))
        with pytest.raises(SecondFactorOff):
            furnished.do(to_switch_off())
        assert furnished.told[-1] == "second_factor_switched"

    def test_an_administrator_removes_the_second_factor_of_who_lost_it(
        self, furnished: Desk
    ) -> None:
        with_second_factor(furnished)

        furnished.do(to_remove_factor())

        assert furnished.do(to_log_in()).session
        with pytest.raises(SecondFactorOff):
            furnished.do(to_remove_factor())

    def test_a_second_factor_is_set_up_anew_only_after_it_was_switched_off(
        self, furnished: Desk
    ) -> None:
        with pytest.raises(SecondFactorNotSetUp):
            furnished.do(to_switch_on("000000"))
        with pytest.raises(SecondFactorNotSetUp):
            furnished.do(to_renew_codes())
        first = furnished.do(to_set_up()).secret
        with pytest.raises(SecondFactorNotSetUp):
            furnished.do(to_renew_codes())
        second = furnished.do(to_set_up()).secret

        with pytest.raises(WrongCode):
            furnished.do(to_switch_on(code_at(first, NOW)))
        furnished.do(to_switch_on(code_at(second, NOW)))

        with pytest.raises(SecondFactorOn):
            furnished.do(to_set_up())
        with pytest.raises(SecondFactorOn):
            furnished.do(to_switch_on(code_at(second, NOW + MINUTE)), NOW + MINUTE)

    def test_a_log_in_half_done_ends_with_the_access(self, furnished: Desk) -> None:
        _, codes = with_second_factor(furnished)
        ticket = furnished.do(to_log_in()).ticket
        furnished.do(to_deactivate())

        with pytest.raises(LinkNotValid):
            furnished.do(to_confirm(ticket, codes[0]))

    def test_a_hash_of_earlier_days_is_made_anew_at_the_next_log_in(self, furnished: Desk) -> None:
        revision = furnished.ask(to_see_oneself()).person.revision

        furnished.do(to_log_in())
        furnished.tools.passwords.work = 2
        furnished.do(to_log_in())
        furnished.do(to_log_in())

        assert furnished.ask(to_see_oneself()).person.revision == revision + 1
