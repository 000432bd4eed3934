"""What waits on the morning of the tests: the season's plan leaves too little of it open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from services.node.season.people import People, StaffMember
from services.node.season.steps import Step
from shared.kernel.command import Role
from tests.browser.people import DEPUTY, DEPUTY_NAME

_SPACE = UUID("0190a1b2-0000-7000-8000-00000000b0b0")


@dataclass(frozen=True)
class WaitingWork:
    """Asks, on the day before `now` and in the words of the plan, for what is not finished yet."""

    people: People
    played: Sequence[Step]
    now: datetime

    def steps(self) -> Iterator[Step]:
        yield from self._card("drafted", self._day(-1))
        yield from self._card("returned", self._day(-4))
        yield self._ask("sign_card", self._adviser, "returned", **self._id("card", "returned"))
        yield self._ask(
            "return_card",
            self.people.coordinator,
            "returned",
            **self._id("card", "returned"),
            reason="incomplete",
            remarks="Proszę dopisać ustalenia.",
        )
        yield from self._appointment("asked")
        yield from self._appointment("today")
        yield self._ask(
            "schedule_advice",
            self._adviser,
            "today",
            **self._id("appointment", "today"),
            adviser_id=str(self._adviser.id),
            held_on=self._day(0),
            started_at="13:00",
            ended_at="14:00",
        )

        yield self._ask(
            "appoint_deputy",
            self.people.coordinator,
            "deputy",
            **self._id("deputy", "deputy"),
            staff_id=str(DEPUTY),
            full_name=DEPUTY_NAME,
            organisation="KIS Świecie",
            valid_from=self._day(0),
            valid_to=self._day(14),
        )

    def _card(self, name: str, held_on: str) -> Iterator[Step]:
        told = {
            **self._told("draft_card"),
            **self._id("card", name),
            "appointment_id": None,
            "support_path_id": None,
            "adviser_ids": [str(self._adviser.id)],
            "held_on": held_on,
            "started_at": "16:00",
            "ended_at": "16:45",
        }
        yield self._ask("draft_card", self._adviser, name, **told)

    def _appointment(self, name: str) -> Iterator[Step]:
        told = self._told("request_advice") | self._id("appointment", name)
        yield self._ask("request_advice", self._adviser, name, **told)

    def _told(self, method: str) -> dict[str, Any]:
        """Return what was last asked under a name, but for who asked."""
        last = [step.request for step in self.played if step.method == method][-1]
        return {key: value for key, value in last.items() if key not in {"command_id", "actor"}}

    def _ask(self, method: str, by: StaffMember, name: str, **members: object) -> Step:
        role = Role.COORDINATOR if by == self.people.coordinator else Role.ADVISER
        request = {
            "command_id": str(uuid5(_SPACE, f"{method}/{name}")),
            "actor": {"staff_id": str(by.id), "roles": [role.value]},
            **members,
        }
        return Step(at=self.now, service="consultations", method=method, request=request)

    def _id(self, record: str, name: str) -> dict[str, str]:
        return {f"{record}_id": str(uuid5(_SPACE, f"{record}/{name}"))}

    def _day(self, days: int) -> str:
        return f"{(self.now + timedelta(days=days)).date()}"

    @property
    def _adviser(self) -> StaffMember:
        return self.people.advisers[0]
