"""How operations ask: as pages do, with the request that `shared.web.api` has put together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar

from services.consultations.application.authorise import ROLES
from services.consultations.application.commands import Query
from services.consultations.application.ports import Records
from services.consultations.web.asking import SERVICE, answer, carry_out
from shared.web.api.operations import ServiceApi

if TYPE_CHECKING:
    from marshmallow import Schema

QueryT = TypeVar("QueryT", bound=Query)
AnswerT = TypeVar("AnswerT")


def ask(
    schema: Schema,
    use_case: Callable[[QueryT, Records, datetime], AnswerT],
    request: Mapping[str, Any],
) -> AnswerT:
    """Answer a question, as things are at this moment."""
    query: QueryT = schema.load(request)
    return answer(query, use_case)


def whenever(
    use_case: Callable[[QueryT, Records], AnswerT],
) -> Callable[[QueryT, Records, datetime], AnswerT]:
    """Return a use case whose answer does not depend on the day, as the others are called."""
    return lambda query, records, _now: use_case(query, records)


API: Final = ServiceApi(service=SERVICE, roles=ROLES, ask=ask, carry_out=carry_out)
