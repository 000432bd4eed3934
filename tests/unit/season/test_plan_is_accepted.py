"""The plan against the real use cases: nothing is refused, and the figures are those planned."""

from pathlib import Path

import pytest

from services.consultations.storage.tables import metadata
from services.node.season.plan import NodePlan, plan_season
from services.node.season.season import read_season
from services.node.truth import figures_of
from shared.contracts.programme import Programme
from shared.database import Database
from shared.messaging.tables import outgoing
from shared.wire.programme import read_programme
from tests.played_season import begin, play, request_of

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
        request_of(step.method).load(dict(step.request))


@pytest.mark.parametrize("node", NODES)
def test_a_node_refuses_nothing_and_a_second_play_doubles_nothing(
    node: str, plans: tuple[NodePlan, ...], programme: Programme, tmp_path: Path
) -> None:
    plan = next(plan for plan in plans if plan.node == node)
    database = Database(f"sqlite:///{tmp_path / 'consultations.db'}")
    with database.write() as connection:
        metadata.create_all(connection)
        outgoing.create_all(connection)
    begin(node, programme, database)

    play(node, plan.steps, database)
    once = figures_of({node: database})
    play(node, plan.steps, database)
    twice = figures_of({node: database})

    database.close()
    approved = sum(step.method == "approve_card" for step in plan.steps)
    annulled = sum(
        step.method == "correct_card" and step.request["reason"] == "annulled"
        for step in plan.steps
    )
    assert once["number_of_advices", ()] == approved - annulled
    assert twice == once
