"""The plan of a season: what is asked of each node and when, drawn once from a seed."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from services.node.season.fates import decide_fates
from services.node.season.people import invent_people
from services.node.season.sessions import hold_sessions
from services.node.season.steps import CardFile, Desk, Step
from services.node.season.working_days import WorkingDays, moment

if TYPE_CHECKING:
    from datetime import datetime

    from services.node.season.season import Season
    from shared.contracts.programme import Programme

SEASONS = UUID("5ea50a2f-1c1f-4d0b-9d42-0c8f6d2b7e11")
"""The name space of ids in seasons; every seed and node has its own within it."""


class AnotherProgramme(ValueError):
    """A season is played in the programme for which it was made."""


@dataclass(frozen=True, kw_only=True)
class NodePlan:
    """What is asked of one node, in the order of time, and how long its clock runs."""

    node: str
    begins: datetime
    ends: datetime
    steps: tuple[Step, ...]


def plan_season(season: Season, programme: Programme, seed: int) -> tuple[NodePlan, ...]:
    """Return the plan of every node; the same arguments give the same plan, on any machine.

    Each node draws for itself, so that a changed volume at one leaves the others as they were.
    Raises AnotherProgramme, or what SeasonTooShort and NobodyFree say if it does not fit.
    """
    if season.programme != programme.code:
        raise AnotherProgramme(f"Sezon jest dla programu {season.programme}, nie {programme.code}.")
    days = WorkingDays.between(season.begins, season.ends)
    return tuple(_plan_node(season, programme, node, seed, days) for node in season.nodes)


def _plan_node(
    season: Season, programme: Programme, node: str, seed: int, days: WorkingDays
) -> NodePlan:
    volumes = season.nodes[node]
    space = uuid5(SEASONS, f"{seed}/{node}")
    random = Random(f"{seed}/{node}")  # noqa: S311 - invented data, no secret
    people = invent_people(season, programme, volumes, space, random)
    sessions = hold_sessions(season, volumes, people, days, random)
    fates = decide_fates(season, volumes, sessions, random)
    desk = Desk(season=season, people=people, days=days, space=space, random=random)
    desk.register_staff()
    for number, (session, fate) in enumerate(zip(sessions, fates, strict=True)):
        CardFile(desk=desk, number=number, session=session, programme=programme.code).keep(fate)
    return NodePlan(
        node=node,
        begins=moment(season.begins, season.opens),
        ends=moment(season.ends, season.closes),
        # What happens at the same moment stays in the order in which it was written down.
        steps=tuple(sorted(desk.steps, key=lambda step: step.at)),
    )
