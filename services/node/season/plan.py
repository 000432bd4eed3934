"""The plan of a season: what is asked of each node and when, drawn once from a seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from services.node.season.duties import Rota
from services.node.season.fates import Fate, decide_fates
from services.node.season.meetings import MeetingBook
from services.node.season.months import Sheets
from services.node.season.people import Deputy, invent_people
from services.node.season.referrals import Handover
from services.node.season.sessions import hold_sessions
from services.node.season.steps import CardFile, Desk, Step
from services.node.season.way import ClientsWays
from services.node.season.working_days import Diary, WorkingDays, moment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from services.node.season.people import People, PlannedClient
    from services.node.season.season import Season
    from services.node.season.sessions import AdviceSession
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
    handovers = tuple(_handovers(season, seed))
    grounds = {node: _Ground.of(season, programme, node, seed) for node in season.nodes}
    points = {
        node: _plan_point(ground, node, handovers, _deputies(season, programme, node, grounds))
        for node, ground in grounds.items()
    }
    for each in handovers:
        here, there = points[each.referral.from_node], points[each.referral.to_node]
        there.advise(each.take_in(there.desk, there.diary, here.sent[each.id]))
    return tuple(
        NodePlan(
            node=node,
            begins=moment(season.begins, season.opens),
            ends=moment(season.ends, season.closes),
            steps=point.all_steps(),
        )
        for node, point in points.items()
    )


def people_of(season: Season, programme: Programme, seed: int) -> Mapping[str, People]:
    """Return the people of every node, as the plan from the same seed has them."""
    return {node: _Ground.of(season, programme, node, seed).people for node in season.nodes}


def _handovers(season: Season, seed: int) -> Iterator[Handover]:
    for number, referral in enumerate(season.referrals):
        name = f"{seed}/referral/{number}"
        random = Random(name)  # noqa: S311 - invented data, no secret
        yield Handover(id=uuid5(SEASONS, name), referral=referral, random=random)


@dataclass(frozen=True, kw_only=True)
class _Ground:
    """What a node's season is drawn from."""

    name: str
    season: Season
    people: People
    space: UUID
    random: Random

    @classmethod
    def of(cls, season: Season, programme: Programme, node: str, seed: int) -> _Ground:
        name = f"{seed}/{node}"
        space = uuid5(SEASONS, name)
        random = Random(name)  # noqa: S311 - invented data, no secret
        people = invent_people(season, programme, season.nodes[node], space, random)
        return cls(name=name, season=season, people=people, space=space, random=random)

    def random_for(self, topic: str) -> Random:
        """Return a stream of its own for a topic: more of one leaves the others as they were."""
        return Random(f"{self.name}/{topic}")  # noqa: S311 - invented data, no secret


def _deputies(
    season: Season, programme: Programme, node: str, grounds: Mapping[str, _Ground]
) -> tuple[Deputy, ...]:
    organisations = {partner.node: partner.name for partner in programme.partners}
    return tuple(
        Deputy(
            **vars(grounds[each.from_node].people.coordinator),
            organisation=organisations[each.from_node],
            first=each.first,
            last=each.last,
        )
        for each in season.deputies
        if each.node == node
    )


@dataclass(kw_only=True)
class _Point:
    """One node's consulting point, whose season is being planned; `sent` are clients sent on."""

    desk: Desk
    diary: Diary
    cards: int
    sent: Mapping[UUID, PlannedClient]
    sheets: Sheets
    reopened: int

    def advise(self, session: AdviceSession) -> None:
        """Keep the card of one more session."""
        CardFile(desk=self.desk, number=self.cards, session=session).keep(Fate(written=session))
        self.cards += 1

    def all_steps(self) -> tuple[Step, ...]:
        """Close the months, now that all is written down, and return every request."""
        self.sheets.close(self.reopened)
        return self.desk.in_order()


def _plan_point(
    ground: _Ground, node: str, handovers: tuple[Handover, ...], deputies: tuple[Deputy, ...]
) -> _Point:
    season, people = ground.season, ground.people
    volumes = season.nodes[node]
    days = WorkingDays.between(season.begins, season.ends)
    sessions = hold_sessions(season, volumes, people, days, ground.random)
    fates = decide_fates(season, volumes, sessions, ground.random)
    desk = Desk(
        season=season,
        people=people,
        days=days,
        space=ground.space,
        random=ground.random,
        deputies=deputies,
    )
    desk.register_staff()
    desk.appoint_deputies()
    sent = {each.id: each.send_on(desk) for each in handovers if each.referral.from_node == node}
    rota = Rota(desk=desk, volumes=volumes, random=ground.random_for("rota"))
    rota.set_working_hours()
    ways = ClientsWays(
        desk=desk,
        volumes=volumes,
        sessions=sessions,
        plain={number: fate.written for number, fate in enumerate(fates) if fate.is_plain},
        random=ground.random_for("ways"),
        chosen={client.id for client in sent.values()},
    )
    ways.register_twice()
    paths = ways.open_paths()
    diary = Diary(season.opens, season.closes)
    for session in sessions:
        diary.keep(session.slot, (adviser.id for adviser in session.advisers))
    meetings = MeetingBook(
        desk=desk, volumes=volumes, diary=diary, random=ground.random_for("meetings")
    )
    agreed = meetings.agree_before(ways.plain)
    for number, (session, fate) in enumerate(zip(sessions, fates, strict=True)):
        CardFile(
            desk=desk,
            number=number,
            session=ways.plain.get(number, session),
            appointment_id=agreed.get(number),
            support_path_id=paths.get(number),
        ).keep(replace(fate, written=ways.plain.get(number, fate.written)))
    meetings.miss_some()
    meetings.cancel_some()
    ways.ask_what_came_of_it()
    ways.erase_some()
    rota.keep_duties()
    return _Point(
        desk=desk,
        diary=diary,
        cards=len(sessions),
        sent=sent,
        sheets=Sheets(desk=desk, random=ground.random_for("sheets")),
        reopened=volumes.reopened,
    )
