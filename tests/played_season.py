"""A season's plan carried out by the real use cases, in a database and without a bus."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module
from typing import Any

from services.consultations.application.accept_programme import accept_programme
from services.consultations.requests import (
    appointments,
    client_schemas,
    path_schemas,
    schemas,
    timesheets,
    working_time,
)
from services.consultations.storage.performing import perform
from services.consultations.storage.unit_of_work import unit_of_work
from services.node.season.steps import Step
from shared.contracts.programme import Programme
from shared.database import Database
from shared.wire.published import CATALOGUE

_MODULES = (appointments, client_schemas, path_schemas, schemas, timesheets, working_time)


def source_of(node: str) -> str:
    return f"/nodes/{node}/consultations"


def begin(node: str, programme: Programme, database: Database) -> None:
    """Let a node have the programme in which its season is played."""
    with unit_of_work(database, source_of(node), CATALOGUE) as work:
        accept_programme(programme, work)


def play(node: str, steps: Iterable[Step], database: Database) -> None:
    """Ask for every step at its moment; what is refused is raised."""
    for step in steps:
        command = request_of(step.method).load(dict(step.request))
        perform(database, source_of(node), command, _use_case(step.method), step.at)


def request_of(method: str) -> Any:
    """Return the schema of what is asked under a name."""
    name = f"{method.title().replace('_', '')}Request"
    return next(vars(module)[name]() for module in _MODULES if name in vars(module))


def _use_case(method: str) -> Callable[..., object]:
    use_case: Callable[..., object] = getattr(
        import_module(f"services.consultations.application.{method}"), method
    )
    return use_case
