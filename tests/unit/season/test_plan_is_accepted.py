"""The plan against the real use cases: nothing is refused, and the figures are those planned."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

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
from services.consultations.storage.tables import metadata
from services.consultations.storage.unit_of_work import unit_of_work
from services.node.season.plan import NodePlan, plan_season
from services.node.season.season import read_season
from services.node.truth import figures_of
from shared.contracts.programme import Programme
from shared.database import Database
from shared.messaging.tables import outgoing
from shared.wire.programme import read_programme
from shared.wire.published import CATALOGUE

_MODULES = (appointments, client_schemas, path_schemas, schemas, timesheets, working_time)
DEPLOY = Path(__file__).parents[3] / "deploy"
NODES = ("cistor", "zarska", "mops-olsztyn", "swrgzs", "kis-swiecie")


@pytest.fixture(scope="module")
def programme() -> Programme:
    return read_programme((DEPLOY / "programmes" / "owss-2009.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def plans(programme: Programme) -> tuple[NodePlan, ...]:
    season = read_season((DEPLOY / "demo" / "season-2009.yaml").read_text(encoding="utf-8"))
    return plan_season(season, programme, 2009)


def test_every_request_is_well_formed(plans: tuple[NodePlan, ...]) -> None:
    for step in (step for plan in plans for step in plan.steps):
        _schema(step.method).load(dict(step.request))


@pytest.mark.parametrize("node", NODES)
def test_a_node_refuses_nothing_and_a_second_play_doubles_nothing(
    node: str, plans: tuple[NodePlan, ...], programme: Programme, tmp_path: Path
) -> None:
    plan = next(plan for plan in plans if plan.node == node)
    database = Database(f"sqlite:///{tmp_path / 'consultations.db'}")
    with database.write() as connection:
        metadata.create_all(connection)
        outgoing.create_all(connection)
    with unit_of_work(database, source_of(node), CATALOGUE) as work:
        accept_programme(programme, work)

    _play(plan, database)
    once = figures_of({node: database})
    _play(plan, database)
    twice = figures_of({node: database})

    database.close()
    approved = sum(step.method == "approve_card" for step in plan.steps)
    annulled = sum(
        step.method == "correct_card" and step.request["reason"] == "annulled"
        for step in plan.steps
    )
    assert once["number_of_advices", ()] == approved - annulled
    assert twice == once


def _play(plan: NodePlan, database: Database) -> None:
    for step in plan.steps:
        command = _schema(step.method).load(dict(step.request))
        perform(database, source_of(plan.node), command, _use_case(step.method), step.at)


def source_of(node: str) -> str:
    return f"/nodes/{node}/consultations"


def _schema(method: str) -> Any:
    name = f"{method.title().replace('_', '')}Request"
    return next(vars(module)[name]() for module in _MODULES if name in vars(module))


def _use_case(method: str) -> Callable[..., object]:
    use_case: Callable[..., object] = getattr(
        import_module(f"services.consultations.application.{method}"), method
    )
    return use_case
