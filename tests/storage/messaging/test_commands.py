"""A command is carried out once, whoever asks how often."""

import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection, Executable, Select, insert

from shared.database import Database
from shared.kernel.command import Actor, Command, Role
from shared.messaging import commands
from shared.messaging.commands import CommandIdReused, CommandLog, CommandUnderWay, answered
from shared.messaging.tables import command_log
from tests.storage.messaging.node_and_centre import until_somebody_waits
from tests.storage.messaging.parcels import ACTOR, WeighParcel, command

LIMIT = 20


@dataclass(frozen=True)
class Answer:
    """What a use case gives back."""

    number: str
    held_on: date


@dataclass(frozen=True)
class Part:
    """Something inside a command."""

    on: date


@dataclass(frozen=True, kw_only=True)
class SendParcels(Command):
    """A command with all that a request may hold."""

    parts: tuple[Part, ...]
    labels: frozenset[str]


def answer_of(database: Database, asked: Command, answer: object) -> dict[str, object]:
    with database.write() as connection:
        return CommandLog(connection).once(asked, lambda: answer)


def not_again() -> object:
    pytest.fail("it was carried out again")


def test_a_repeated_command_gets_the_same_answer_and_does_nothing(database: Database) -> None:
    asked = command()

    first = answer_of(database, asked, Answer("7/2009", date(2009, 6, 1)))
    with database.write() as connection:
        second = CommandLog(connection).once(asked, not_again)

    assert first == second == {"number": "7/2009", "held_on": "2009-06-01"}


def test_a_command_without_an_answer_answers_with_nothing(database: Database) -> None:
    assert answer_of(database, command(), None) == {}


def test_a_command_that_was_refused_may_be_asked_again(database: Database) -> None:
    asked = command()
    with pytest.raises(ZeroDivisionError), database.write() as connection:
        CommandLog(connection).once(asked, lambda: 1 // 0)

    answer = answer_of(database, asked, Answer("1/2009", date(2009, 6, 1)))

    assert answer["number"] == "1/2009"


@pytest.mark.parametrize(
    "other",
    [
        lambda asked: replace(asked, grams=2),
        lambda asked: replace(asked, actor=replace(ACTOR, staff_id=UUID(int=1))),
        lambda asked: SendParcels(
            command_id=asked.command_id, actor=ACTOR, parts=(), labels=frozenset()
        ),
    ],
    ids=["another request", "another person", "another command"],
)
def test_an_id_that_stands_for_something_else_is_refused(
    database: Database, other: Callable[[WeighParcel], Command]
) -> None:
    asked = command()
    answer_of(database, asked, None)

    with pytest.raises(CommandIdReused), database.write() as connection:
        CommandLog(connection).once(other(asked), not_again)


def test_whoever_gained_a_role_in_between_asks_for_the_same(database: Database) -> None:
    asked = command()
    answer_of(database, asked, Answer("7/2009", date(2009, 6, 1)))
    promoted = Actor(staff_id=ACTOR.staff_id, roles=frozenset({Role.COORDINATOR}))

    with database.write() as connection:
        again = CommandLog(connection).once(replace(asked, actor=promoted), not_again)

    assert again["number"] == "7/2009"


def test_the_digest_of_a_request_is_the_same_in_every_process() -> None:
    program = (
        "from tests.storage.messaging.test_commands import digest_of_labels\n"
        "print(digest_of_labels())"
    )

    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "."},
        ).stdout
        for seed in ("1", "2", "3")
    }

    assert digests == {f"{digest_of_labels()}\n".encode()}


def digest_of_labels() -> str:
    asked = SendParcels(
        command_id=UUID(int=1),
        actor=Actor(staff_id=UUID(int=2), roles=frozenset()),
        parts=(Part(date(2009, 6, 1)),),
        labels=frozenset({"fragile", "this side up", "urgent", "sealed"}),
    )
    return commands._digest_of(asked)


def test_a_command_asked_twice_at_one_moment_is_carried_out_once_and_answered_twice(
    postgresql_url: str,
) -> None:
    database = Database(postgresql_url)
    with database.write() as connection:
        command_log.create(connection)
    asked = command()
    at_work, may_end = threading.Event(), threading.Event()

    def slowly() -> Answer:
        at_work.set()
        assert may_end.wait(LIMIT)
        return Answer("7/2009", date(2009, 6, 1))

    def ask(carry_out: Callable[[], object]) -> dict[str, Any]:
        def attempt() -> dict[str, Any]:
            with database.write() as connection:
                return CommandLog(connection).once(asked, carry_out)

        return answered(attempt)

    with ThreadPoolExecutor() as pool:
        first = pool.submit(ask, slowly)
        assert at_work.wait(LIMIT)
        second = pool.submit(ask, not_again)
        until_somebody_waits(database)
        may_end.set()

    assert first.result() == second.result() == {"number": "7/2009", "held_on": "2009-06-01"}
    database.close()


class FasterElsewhere:
    """A connection on which the same command appears between looking and writing."""

    def __init__(self, connection: Connection, asked: WeighParcel) -> None:
        self._connection = connection
        self._command_id = asked.command_id

    def execute(self, statement: Executable) -> object:
        result = self._connection.execute(statement)
        if isinstance(statement, Select):
            self._connection.execute(
                insert(command_log).values(
                    command_id=self._command_id,
                    command_type="WeighParcel",
                    request_digest="0" * 64,
                    answer="{}",
                )
            )
        return result


def test_a_command_that_is_at_work_elsewhere_is_told_apart(database: Database) -> None:
    asked = command()

    with database.write() as connection:
        faster: Any = FasterElsewhere(connection, asked)

        with pytest.raises(CommandUnderWay):
            CommandLog(faster).once(asked, not_again)

        connection.rollback()
