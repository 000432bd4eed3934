"""How a page asks: in the name of the person, of one snapshot, or in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, TypeVar

from flask import current_app
from flask_babel import gettext

from services.reporting.sentences import sentence
from services.reporting.snapshot import snapshot
from services.reporting.storage.work import Desk
from shared.web.application import site_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from services.reporting.application.ports import ReportingWork
    from services.reporting.snapshot import Snapshot
    from shared.database import Database
    from shared.kernel.command import Command, Refusal
    from shared.messaging.runtime import Runtime

QueryT = TypeVar("QueryT")
AnswerT = TypeVar("AnswerT")
CommandT = TypeVar("CommandT", bound="Command")

REPORTING: Final = "reporting"


def runtime() -> Runtime:
    """Return the node that shows the page."""
    return site_of(current_app).runtime


def database() -> Database:
    """Return the database of this node's reporting."""
    return runtime().databases[REPORTING]


def ask(query: QueryT, use_case: Callable[[QueryT, Snapshot], AnswerT]) -> AnswerT:
    """Return what a use case answers out of one snapshot."""
    node = runtime()
    looked_at = node.wall_clock.now()
    with snapshot(database(), node.node, looked_at, is_centre=node.is_centre) as records:
        return use_case(query, records)


def ask_now(query: QueryT, use_case: Callable[[QueryT, Snapshot, datetime], AnswerT]) -> AnswerT:
    """Return what a use case answers that depends on business time."""
    now = runtime().clock.now()
    return ask(query, lambda asked, records: use_case(asked, records, now))


def perform(
    command: CommandT, use_case: Callable[[CommandT, ReportingWork, datetime], object]
) -> dict[str, Any]:
    """Have a command carried out, once."""
    node = runtime()
    desk = Desk(database=database(), source=node.source(REPORTING), is_centre=node.is_centre)
    return desk.perform(command, use_case, node.clock.now())


def said(refusal: Refusal) -> str:
    """Return a refusal in the language of the page."""
    return sentence(refusal, gettext)
