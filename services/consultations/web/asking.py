"""How a page asks: the schemas and use cases of RPC, in one transaction each (R14, R20)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

from flask import current_app
from flask_babel import gettext

from services.consultations.application.authorise import ROLES
from services.consultations.application.commands import Query
from services.consultations.application.ports import Records, UnitOfWork
from services.consultations.sentences import sentence
from services.consultations.storage.performing import perform
from services.consultations.storage.pesel import PeselSafe
from services.consultations.storage.unit_of_work import snapshot
from shared.documents.season import SEASON_BANNER
from shared.kernel.command import Command, Refusal
from shared.web.application import site_of
from shared.web.forms import Form, as_request
from shared.web.guarding import person
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from marshmallow import Schema

    from shared.messaging.runtime import Runtime

CommandT = TypeVar("CommandT", bound=Command)
QueryT = TypeVar("QueryT", bound=Query)
AnswerT = TypeVar("AnswerT")

SERVICE = "consultations"
Answer = dict[str, Any]


def carry_out(
    schema: Schema,
    use_case: Callable[[CommandT, UnitOfWork, datetime], object],
    request: Mapping[str, Any],
) -> Answer:
    """Carry a command out; raise `ValidationError`, or what is refused."""
    runtime = _runtime()
    command: CommandT = schema.load(request)
    return perform(
        runtime.databases[SERVICE],
        runtime.source(SERVICE),
        command,
        use_case,
        runtime.clock.now(),
        _safe(runtime),
    )


def attempt(
    form: Form,
    schema: Schema,
    use_case: Callable[[CommandT, UnitOfWork, datetime], object],
    **members: object,
) -> Answer | None:
    """Carry out what a form asks for, or return `None` with what to put right in the form."""
    request = form.command(person().actor, **members)
    return form.attempt(lambda: carry_out(schema, use_case, request), said)


def ask(
    schema: Schema,
    use_case: Callable[[QueryT, Records, datetime], AnswerT],
    **members: object,
) -> AnswerT:
    """Answer a question of the person who is logged in, as things are at this moment."""
    query: QueryT = schema.load({**members, "actor": as_request(person().actor)})
    return answer(query, use_case)


def answer(query: QueryT, use_case: Callable[[QueryT, Records, datetime], AnswerT]) -> AnswerT:
    """Answer a question that was read already."""
    runtime = _runtime()
    database = runtime.databases[SERVICE]
    with snapshot(database, runtime.source(SERVICE), CATALOGUE, _safe(runtime)) as records:
        return use_case(query, records, runtime.clock.now())


def now() -> datetime:
    """Return the node's business time."""
    return _runtime().clock.now()


def node() -> str:
    """Return which node this is."""
    return _runtime().node


def banner() -> str:
    """Return what stands on documents where business time is played."""
    return SEASON_BANNER if _runtime().plays_business_time else ""


def may(asked: type[Command | Query]) -> bool:
    """Say whether a button is shown; refusing is the use case's."""
    return person().has(ROLES[asked])


def said(refusal: Refusal) -> str:
    """Return a refusal in the language of the page."""
    return sentence(refusal, gettext)


def _runtime() -> Runtime:
    return site_of(current_app).runtime


def _safe(runtime: Runtime) -> PeselSafe | None:
    return PeselSafe.with_key(runtime.pesel_key)
