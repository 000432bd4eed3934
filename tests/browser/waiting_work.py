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
    """Asks, at `now` and in the words of the plan, for what is not finished yet."""

    people: People
    plan: Sequence[Step]
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

        twin = self._told("register_client")
        yield self._ask(
            "register_client",
            self._adviser,
            "twin",
            **{**twin, **self._id("client", "twin"), "although_duplicate": True},
        )
        referral = self._told("make_referral")
        yield self._ask(
            "make_referral",
            self._adviser,
            "referral",
            **{**referral, **self._id("referral", "r"), "client_id": twin["client_id"]},
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
        asked = [step for step in self.plan if step.method == method]
        before = [step for step in asked if step.at <= self.now]
        last = (before[-1] if before else asked[0]).request
        return {key: value for key, value in last.items() if key not in {"command_id", "actor"}}

    def _ask(self, method: str, by: StaffMember, about: str, /, **members: object) -> Step:
        role = Role.COORDINATOR if by == self.people.coordinator else Role.ADVISER
        request = {
            "command_id": str(uuid5(_SPACE, f"{method}/{about}")),
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
