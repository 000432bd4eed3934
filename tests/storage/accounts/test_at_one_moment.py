"""Two who ask at one moment, each in a process's thread of its own with a connection of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from uuid import uuid4

import pytest

from services.accounts.domain.attempts import PLACE_LIMIT
from services.accounts.domain.staff_account import AccountState
from shared.database import Database
from shared.kernel.command import Actor, Command, Refusal, Role
from tests.storage.accounts.stored_desk import StoredDesk
from tests.unit.accounts.desk import furnish
from tests.unit.accounts.examples import (
    ADMINISTRATOR_ID,
    NOW,
    PERSON_ID,
    code_at,
    to_change_roles,
    to_confirm,
    to_deactivate,
    to_invite,
    to_log_in,
    to_read,
    to_switch_off,
)
from tests.unit.accounts.sign_in_suite import with_second_factor

BOTH = frozenset({Role.NODE_ADMINISTRATOR, Role.ADVISER})
ROUNDS = 5


def outcomes_of(desk: StoredDesk, commands: Sequence[Command]) -> Counter[str]:
    """Carry out commands all at once; count what each was refused for, and `done`."""
    together = Barrier(len(commands))

    def outcome(command: Command) -> str:
        database = Database(desk.database.url)
        own = StoredDesk(database, desk.tools)
        together.wait(timeout=30)
        try:
            own.do(command, NOW + timedelta(minutes=1))
        except Refusal as refusal:
            return type(refusal).__name__
        finally:
            database.close()
        return "done"

    with ThreadPoolExecutor(len(commands)) as threads:
        return Counter(threads.map(outcome, commands))


@pytest.mark.parametrize("kind", ["of the moment", "from paper"])
def test_a_code_opens_one_session_however_many_show_it_at_one_moment(
    furnished: StoredDesk, kind: str
) -> None:
    secret, codes = with_second_factor(furnished)
    code = codes[0] if kind == "from paper" else code_at(secret, NOW + timedelta(minutes=1))
    ticket = furnished.do(to_log_in(), NOW + timedelta(minutes=1)).ticket
    commands = [to_confirm(ticket, code, address=f"192.0.2.{each}") for each in range(4)]

    outcomes = outcomes_of(furnished, commands)

    assert outcomes["done"] == 1
    assert outcomes.keys() <= {"done", "WrongCode", "StaleRecord", "LinkNotValid"}


@pytest.mark.parametrize("_", range(ROUNDS))
def test_of_two_administrators_who_deactivate_each_other_one_stays(
    desk: StoredDesk, _: int
) -> None:
    furnish(desk)
    desk.do(to_change_roles(*BOTH))
    commands = [
        to_deactivate(actor=Actor(staff_id=one, roles=BOTH), staff_id=other)
        for one, other in ((ADMINISTRATOR_ID, PERSON_ID), (PERSON_ID, ADMINISTRATOR_ID))
    ]

    outcomes = outcomes_of(desk, commands)

    assert outcomes == {"done": 1, "LastAdministrator": 1}
    states = [desk.ask(to_read(each)).state for each in (ADMINISTRATOR_ID, PERSON_ID)]
    assert states.count(AccountState.ACTIVE) == 1


def test_many_guesses_at_one_moment_are_counted_before_they_are_looked_at(
    furnished: StoredDesk,
) -> None:
    guesses = [to_log_in(password="wrong") for _ in range(3 * PLACE_LIMIT)]

    outcomes = outcomes_of(furnished, guesses)

    assert outcomes == {"WrongCredentials": PLACE_LIMIT, "TooManyAttempts": 2 * PLACE_LIMIT}


def test_a_command_asked_twice_at_one_moment_is_carried_out_once(furnished: StoredDesk) -> None:
    with_second_factor(furnished)
    command = to_switch_off()

    outcomes = outcomes_of(furnished, [command, command])

    assert outcomes == {"done": 2}
    assert furnished.told.count("second_factor_switched") == 2


def test_one_login_is_given_once(furnished: StoredDesk) -> None:
    invitations = [to_invite(staff_id=uuid4(), login="ewa@zarska.example") for _ in range(4)]

    outcomes = outcomes_of(furnished, invitations)

    assert outcomes["done"] == 1
    assert outcomes.keys() <= {"done", "LoginTaken", "StaleRecord"}
