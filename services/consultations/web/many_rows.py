"""How many rows are tried and done: each by the schema and the use case of RPC."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from services.consultations.application.ports import UnitOfWork
from services.consultations.web.asking import carry_out, rehearse
from shared.kernel.command import Refusal
from shared.web.bulk import Answers
from shared.web.forms import as_request
from shared.web.guarding import person
from shared.workplace.batches import BatchRow

if TYPE_CHECKING:
    from marshmallow import Schema

UseCase = Callable[[Any, UnitOfWork, datetime], object]
MakeRequest = Callable[[BatchRow, Answers], Mapping[str, Any]]

_NOBODY: Final = UUID(int=0)
"""The command id of what is only rehearsed: nothing is kept of it."""


def asking(schema: Schema, use_case: UseCase, make: MakeRequest) -> dict[str, Any]:
    """Return how many rows are tried, and how one of them is done."""

    def attempt(row: BatchRow, answers: Answers, work: UnitOfWork, at: datetime) -> object:
        request = {**make(row, answers), **asked(_NOBODY)}
        return use_case(schema.load(request), work, at)

    def try_all(rows: Sequence[BatchRow], answers: Answers) -> Sequence[Refusal | None]:
        return rehearse([partial(attempt, row, answers) for row in rows])

    def do_one(row: BatchRow, answers: Answers, command_id: UUID) -> object:
        return carry_out(schema, use_case, {**make(row, answers), **asked(command_id)})

    return {"rehearse": try_all, "carry_out": do_one}


def asked(command_id: UUID) -> dict[str, Any]:
    """Return what every request of the person has."""
    return {"command_id": str(command_id), "actor": as_request(person().actor)}
