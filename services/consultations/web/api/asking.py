"""How operations ask: as pages do, with the request that `shared.web.api` has put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final, TypeVar
from uuid import UUID

from services.consultations.application.authorise import ROLES
from services.consultations.application.commands import Query
from services.consultations.application.ports import Records
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.web.asking import SERVICE, answer, carry_out
from services.consultations.web.finding import note
from shared.web.api.operations import ServiceApi

if TYPE_CHECKING:
    from marshmallow import Schema

QueryT = TypeVar("QueryT", bound=Query)
AnswerT = TypeVar("AnswerT")

PDF: Final = "application/pdf"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


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


def noting(clients: Callable[[Any], Iterable[UUID]]) -> Callable[[Any], None]:
    """Keep whose personal data are about to be shown; `clients` are those in what was found."""
    return lambda found: note(list(clients(found)), ViewOccasion.API)


API: Final = ServiceApi(service=SERVICE, roles=ROLES, ask=ask, carry_out=carry_out)
