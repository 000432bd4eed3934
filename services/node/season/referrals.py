"""Clients whom one node sends to another, and who come there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from services.node.season.sessions import AdviceSession
from services.node.season.working_days import moment
from shared.contracts.consultations import ClientKind

if TYPE_CHECKING:
    from random import Random

    from services.node.season.people import PlannedClient
    from services.node.season.season import PlannedReferral
    from services.node.season.steps import Desk
    from services.node.season.working_days import Diary

IN_PERSON = "in_person"
"""The form of contact: who comes with a slip comes in person."""


@dataclass(frozen=True, kw_only=True)
class Handover:
    """All requests about one referral, at both nodes."""

    id: UUID
    referral: PlannedReferral
    random: Random

    def send_on(self, desk: Desk) -> PlannedClient:
        """Have a person sent on; return them."""
        at = moment(self.referral.day, desk.season.reviews_at)
        adviser = self.random.choice(desk.people.advisers)
        client = self.random.choice(
            [each for each in desk.people.clients if each.kind is ClientKind.INDIVIDUAL]
        )
        desk.register_client(client, adviser, at)
        desk.ask(
            at,
            "make_referral",
            adviser,
            about=f"referral/{self.id}",
            **self._members(desk, client),
            field_of_advice=self.referral.field_of_advice,
            to_node=self.referral.to_node,
        )
        return client

    def take_in(self, desk: Desk, diary: Diary, sent: PlannedClient) -> AdviceSession:
        """Have the person come with the slip; return the advice that is given then."""
        season = desk.season
        adviser = self.random.choice(desk.people.advisers)
        slot = diary.book(
            self.random,
            [adviser.id],
            [desk.days.after(self.referral.day, self.random.choice(season.days_ahead))],
            self.random.choice(season.minutes[IN_PERSON]),
        )
        client = replace(sent, id=uuid5(desk.space, f"referral/{self.id}"))
        at = moment(slot.day, slot.start)
        desk.register_client(client, adviser, at)
        desk.ask(
            at,
            "receive_referral",
            adviser,
            about=f"referral/{self.id}",
            **self._members(desk, client),
            from_node=self.referral.from_node,
        )
        field = self.referral.field_of_advice
        return AdviceSession(
            slot=slot,
            field_of_advice=field,
            form_of_contact=IN_PERSON,
            advisers=(adviser,),
            clients=(client,),
            conversation=self.random.choice(season.conversations[field]),
        )

    def _members(self, desk: Desk, client: PlannedClient) -> dict[str, str]:
        return {
            "referral_id": str(self.id),
            "client_id": str(client.id),
            "programme": desk.season.programme,
        }
