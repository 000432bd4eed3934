"""Commands that were carried out: asking again gives the same answer and does nothing."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import insert, select, update
from sqlalchemy.exc import IntegrityError

from shared.kernel.command import Command, Refusal, StaleRecord
from shared.messaging.tables import command_log

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from datetime import datetime

    from sqlalchemy import Connection


class Work(Protocol):
    """What a use case works with; the answers given are part of it."""

    @property
    def commands(self) -> CommandLog: ...


CommandT = TypeVar("CommandT", bound=Command)
WorkT = TypeVar("WorkT", bound=Work)


class CommandIdReused(Refusal):
    """A command id stands for one request; another request needs an id of its own."""


class CommandUnderWay(StaleRecord):
    """The same command was carried out elsewhere at this very moment: its answer is there now."""


def answered(attempt: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """Return what an attempt to carry a command out, in a transaction of its own, answers.

    Asked twice at one moment, a command is carried out by one of the two and answered by both:
    whoever waited for the other finds the answer on the second attempt.
    """
    try:
        return attempt()
    except CommandUnderWay:
        return attempt()


def perform(
    opened: Callable[[], AbstractContextManager[WorkT]],
    command: CommandT,
    use_case: Callable[[CommandT, WorkT, datetime], object],
    now: datetime,
) -> dict[str, Any]:
    """Carry a command out in one transaction, once, and return its answer as JSON members.

    `opened` is the transaction. Raises what the use case refuses, `CommandIdReused`, and
    `StaleRecord` if somebody else was faster: then reading and asking again is right.
    """

    def attempt() -> dict[str, Any]:
        with opened() as work:
            return work.commands.once(command, lambda: use_case(command, work, now))

    return answered(attempt)


@dataclass(frozen=True)
class CommandLog:
    """The answers given by one service, inside the caller's transaction."""

    connection: Connection

    def once(self, command: Command, carry_out: Callable[[], object]) -> dict[str, Any]:
        """Carry the command out unless that was done before; return its answer as JSON members.

        Raises CommandIdReused if the id was used for something else, CommandUnderWay if the same
        command was carried out elsewhere in the meantime (see `answered`).
        """
        digest = _digest_of(command)
        known = self.connection.execute(
            select(command_log.c.request_digest, command_log.c.answer).where(
                command_log.c.command_id == command.command_id
            )
        ).one_or_none()
        if known is not None:
            if known.request_digest != digest:
                raise CommandIdReused(str(command.command_id))
            return _members(known.answer)
        # The id is taken before anything is done: the same command, asked twice at one moment,
        # waits here for itself, and not behind a record that it has made already.
        try:
            self.connection.execute(
                insert(command_log).values(
                    command_id=command.command_id,
                    command_type=type(command).__name__,
                    request_digest=digest,
                    answer="",
                )
            )
        except IntegrityError as error:
            raise CommandUnderWay(str(command.command_id)) from error
        answer = _as_json(carry_out())
        self.connection.execute(
            update(command_log)
            .where(command_log.c.command_id == command.command_id)
            .values(answer=answer)
        )
        return _members(answer)


def _members(answer: str) -> dict[str, Any]:
    members: dict[str, Any] = json.loads(answer)
    return members


def _as_json(answer: object) -> str:
    """Write an answer, a dataclass or None, as JSON."""
    members = asdict(answer) if is_dataclass(answer) and not isinstance(answer, type) else {}
    return json.dumps(members, default=str, ensure_ascii=False, sort_keys=True)


def _digest_of(command: Command) -> str:
    """Return a digest of what is asked; who asks may have gained a role in between."""
    asked = {
        field.name: getattr(command, field.name)
        for field in fields(command)
        if field.name not in {"actor", "command_id"}
    }
    asked["staff_id"] = command.actor.staff_id
    text = json.dumps([type(command).__name__, asked], default=_plain, sort_keys=True)
    return sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, set | frozenset):
        # The order of a set is another one in every process.
        return sorted(json.dumps(each, default=_plain, sort_keys=True) for each in value)
    return str(value)
