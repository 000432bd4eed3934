"""Clients' ways: two files of one client, several sessions with one aim, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import uuid5

from services.consultations.domain.follow_up import months_after
from services.node.season.people import drawn
from services.node.season.working_days import moment
from shared.contracts.consultations import ErasureGround

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime
    from random import Random
    from uuid import UUID

    from services.node.season.people import PlannedClient
    from services.node.season.season import NodeVolumes
    from services.node.season.sessions import AdviceSession
    from services.node.season.steps import Desk

ASKED_AFTER = 6
"""Months; a season is too short for the second question, after twelve."""

SETTLING = 15
"""Working days in which every card of before is written and looked at."""

SESSIONS_OF_PATH = 3
"""So many at least make a path worth its name."""


@dataclass(kw_only=True)
class ClientsWays:
    """All requests about the ways of one node's clients.

    `plain` are the sessions by number whose cards have no mishap: what happens to the others is
    enough. Nobody is chosen for two of these things.
    """

    desk: Desk
    volumes: NodeVolumes
    sessions: tuple[AdviceSession, ...]
    plain: dict[int, AdviceSession]
    random: Random
    chosen: set[UUID]
    """Clients to whom something happens but advice."""

    def register_twice(self) -> None:
        """Have some clients come under a second file at last, which is merged into the first."""
        for number, client in enumerate(self._choose(self.volumes.twice, self._came_back)):
            about = f"double/{number}"
            double = replace(client, id=uuid5(self.desk.space, about), is_double=True)
            last = self._numbers_of(client)[-1]
            session = self.plain[last]
            self.plain[last] = replace(session, clients=(double,))
            self.desk.ask(
                self._settled(session),
                "merge_clients",
                self.desk.people.coordinator,
                about=about,
                client_id=str(double.id),
                into_client_id=str(client.id),
            )

    def open_paths(self) -> dict[int, str]:
        """Open paths at their first sessions; return the paths' ids by the sessions' numbers."""
        clients = self._choose(self.volumes.paths, self._may_have_path)
        paths: dict[int, str] = {}
        for number, client in enumerate(clients):
            about = f"path/{number}"
            path_id = str(uuid5(self.desk.space, about))
            held = self._numbers_of(client)
            paths |= dict.fromkeys(held, path_id)
            self._open(path_id, client, self.plain[held[0]], about)
            if number % 2 == 0:
                self._close(path_id, self.plain[held[-1]], about)
        return paths

    def ask_what_came_of_it(self) -> None:
        """Ask some of those whose last advice is long enough ago."""
        season = self.desk.season
        for client in self._choose(self.volumes.followed_up, self._may_be_asked):
            last = self.plain[self._numbers_of(client)[-1]]
            due_on = months_after(last.slot.day, ASKED_AFTER)
            self.desk.ask(
                self.desk.next_opening(moment(due_on, season.opens)),
                "record_follow_up",
                last.advisers[0],
                about=f"follow-up/{client.id}",
                follow_up_id=str(uuid5(self.desk.space, f"follow-up/{client.id}")),
                client_id=str(client.id),
                months=ASKED_AFTER,
                outcome=drawn(self.random, season.follow_up_outcomes[client.kind]),
            )

    def erase_some(self) -> None:
        """Let some clients be forgotten, as they ask in the season's last days."""
        last_day = self.desk.days.days[-1]
        for client in self._choose(self.volumes.erased, lambda _: True):
            self.desk.ask(
                moment(last_day, self.desk.season.opens),
                "erase_client",
                self.desk.people.coordinator,
                about=f"client/{client.id}",
                client_id=str(client.id),
                ground=ErasureGround.REQUESTED.value,
            )

    def _open(self, path_id: str, client: PlannedClient, first: AdviceSession, about: str) -> None:
        at = moment(first.slot.day, first.slot.start)
        self.desk.register_client(client, first.advisers[0], at)
        self.desk.ask(
            at,
            "open_support_path",
            first.advisers[0],
            about=about,
            support_path_id=path_id,
            client_ids=[str(client.id)],
            aim=self.random.choice(self.desk.season.aims[client.kind]),
        )

    def _close(self, path_id: str, last: AdviceSession, about: str) -> None:
        self.desk.ask(
            self._settled(last),
            "close_support_path",
            last.advisers[0],
            about=about,
            support_path_id=path_id,
            outcome=drawn(self.random, self.desk.season.path_outcomes),
        )

    def _choose(self, count: int, fits: Callable[[PlannedClient], bool]) -> list[PlannedClient]:
        """Choose among those who came, and to whom nothing happened but advice without mishaps.

        If fewer fit, it is all of them.
        """
        candidates = [
            client
            for client in self.desk.people.clients
            if client.id not in self.chosen
            and self._numbers_of(client)
            and len(self._numbers_of(client))
            == sum(client in each.clients for each in self.sessions)
            and fits(client)
        ]
        chosen = self.random.sample(candidates, min(count, len(candidates)))
        self.chosen |= {client.id for client in chosen}
        return chosen

    def _came_back(self, client: PlannedClient) -> bool:
        """Say whether the client came alone at last, long enough after the first time."""
        held = self._numbers_of(client)
        first, last = self.plain[held[0]], self.plain[held[-1]]
        known_before = self.desk.days.after(first.slot.day, max(self.desk.season.days_ahead) + 1)
        return last.clients == (client,) and known_before <= last.slot.day < self._last_month

    def _may_have_path(self, client: PlannedClient) -> bool:
        held = self._numbers_of(client)
        return len(held) >= SESSIONS_OF_PATH and self.plain[held[-1]].slot.day < self._last_month

    def _may_be_asked(self, client: PlannedClient) -> bool:
        last = self.plain[self._numbers_of(client)[-1]]
        return months_after(last.slot.day, ASKED_AFTER) < self.desk.days.days[-1]

    def _numbers_of(self, client: PlannedClient) -> list[int]:
        return [number for number, each in self.plain.items() if client in each.clients]

    def _settled(self, session: AdviceSession) -> datetime:
        day = self.desk.days.after(session.slot.day, SETTLING)
        return moment(day, self.desk.season.reviews_at)

    @property
    def _last_month(self) -> date:
        return max(self.volumes.cards)
