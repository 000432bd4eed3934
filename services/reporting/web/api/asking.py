"""How operations ask: as pages do, with the request that `shared.web.api` has put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from services.reporting.application.authorise import ROLES
from services.reporting.web import asking
from services.reporting.web.asking import REPORTING
from shared.web.api.operations import ServiceApi

if TYPE_CHECKING:
    from marshmallow import Schema

    from services.reporting.snapshot import Snapshot

QueryT = TypeVar("QueryT")
AnswerT = TypeVar("AnswerT")


def ask(
    schema: Schema,
    use_case: Callable[[QueryT, Snapshot, datetime], AnswerT],
    request: Mapping[str, Any],
) -> AnswerT:
    """Answer a question out of one snapshot, as things are at this moment."""
    query: QueryT = schema.load(request)
    return asking.ask_now(query, use_case)


def whenever(
    use_case: Callable[[QueryT, Snapshot], AnswerT],
) -> Callable[[QueryT, Snapshot, datetime], AnswerT]:
    """Return a use case whose answer does not depend on the day, as the others are called."""
    return lambda query, records, _now: use_case(query, records)


def carry_out(
    schema: Schema, use_case: Callable[..., object], request: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Have a command carried out, once."""
    return asking.perform(schema.load(request), use_case)


API: Final = ServiceApi(service=REPORTING, roles=ROLES, ask=ask, carry_out=carry_out)
