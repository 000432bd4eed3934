"""What pages about clients and the consulting point look up, and whose data they show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID, uuid4

from flask import current_app, request

from services.consultations.application.client_list_queries import NoteViews
from services.consultations.application.commands import Query
from services.consultations.application.note_views import note_views
from services.consultations.application.ports import Records
from services.consultations.application.read_choices import Choices, read_choices
from services.consultations.domain.client_view import ViewOccasion
from services.consultations.requests.choices import ChoicesRequest
from services.consultations.storage.unit_of_work import unit_of_work
from services.consultations.web.asking import SERVICE, ask, now
from shared.web.application import site_of
from shared.web.guarding import person
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from marshmallow import Schema

QueryT = TypeVar("QueryT", bound=Query)
AnswerT = TypeVar("AnswerT")


def find(
    schema: Schema, use_case: Callable[[QueryT, Records], AnswerT], **members: object
) -> AnswerT:
    """Answer a question whose answer does not depend on the day."""

    def use(query: QueryT, records: Records, _now: object) -> AnswerT:
        return use_case(query, records)

    return ask(schema, use, **members)


def choices(*client_ids: UUID) -> Choices:
    """Return what forms offer; support paths are those of the clients."""
    return ask(ChoicesRequest(), read_choices, client_ids=[str(each) for each in client_ids])


def note(client_ids: Sequence[UUID], occasion: ViewOccasion) -> None:
    """Keep, before anything is shown, that the person is about to see these files.

    It is a transaction of its own, and nobody waits for what it leaves. Raises `ClientNotFound`.
    """
    runtime = site_of(current_app).runtime
    command = NoteViews(
        command_id=uuid4(),
        actor=person().actor,
        client_ids=tuple(dict.fromkeys(client_ids)),
        occasion=occasion,
    )
    database, source = runtime.databases[SERVICE], runtime.source(SERVICE)
    with unit_of_work(database, source, CATALOGUE, wakes=False) as work:
        note_views(command, work, now())


def node() -> str:
    """Return which node this is."""
    return site_of(current_app).runtime.node


def keeps_pesel() -> bool:
    """Say whether this node keeps PESEL numbers (domain.md 6)."""
    return site_of(current_app).runtime.pesel_key is not None


def card_address(card_id: UUID) -> str:
    """Return where a card opens."""
    return f"{request.script_root}/cards/{card_id}"
