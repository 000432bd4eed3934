"""What a node tells besides advice: duty, appointments, and the way of its clients."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from services.reporting.domain.parked import Place
from shared.contracts.consultations import (
    AdviceCancelled,
    AdviceHeld,
    AdviceRequested,
    AdviceScheduled,
    CancelledBy,
    ClientDidNotShowUp,
    ClientKind,
    ClientsMerged,
    DutyCorrected,
    DutyCorrectionReason,
    DutyHeld,
    FollowUpOutcome,
    FollowUpRecorded,
    PathClient,
    PathOutcome,
    ReferralMade,
    ReferralReceiptNoted,
    ReferralReceived,
    SupportPathClosed,
    SupportPathOpened,
)
from tests.storage.reporting.advice_told import Node

DAY = date(2009, 7, 7)
ADVISER = UUID(int=9)


def a_file(number: int) -> UUID:
    """Return the client whom `a_client` of this number names."""
    return UUID(int=number)


def a_record(number: int) -> UUID:
    return UUID(int=5000 + number)


@dataclass
class Desk:
    """The desk of a node, which numbers its records from 1 within each kind."""

    node: Node

    def duty(self, number: int = 1, minutes: int = 240, held_on: date = DAY) -> Place:
        return self.node.tell(
            DutyHeld(
                **self._of(number, "duty_id"),
                adviser_id=ADVISER,
                held_on=held_on,
                minutes=minutes,
            )
        )

    def corrected_duty(
        self, number: int = 1, minutes: int = 120, *, counted: bool = True, held_on: date = DAY
    ) -> Place:
        return self.node.tell(
            DutyCorrected(
                **self._of(number, "duty_id"),
                adviser_id=ADVISER,
                held_on=held_on,
                minutes=minutes,
                counted=counted,
                reason=DutyCorrectionReason.OTHER if counted else DutyCorrectionReason.ANNULLED,
                corrected_by=ADVISER,
            )
        )

    def requested(self, number: int = 1, requested_on: date = DAY, **about: Any) -> Place:
        return self.node.tell(
            AdviceRequested(**self._appointment(number, about), requested_on=requested_on)
        )

    def scheduled(self, number: int = 1, scheduled_on: date = DAY, **about: Any) -> Place:
        return self.node.tell(
            AdviceScheduled(
                **self._appointment(number, about),
                adviser_id=ADVISER,
                scheduled_on=scheduled_on,
                minutes=60,
            )
        )

    def held(self, number: int = 1, held_on: date = DAY, **about: Any) -> Place:
        return self.node.tell(
            AdviceHeld(**self._appointment(number, about), adviser_id=ADVISER, held_on=held_on)
        )

    def missed(self, number: int = 1, scheduled_on: date = DAY, **about: Any) -> Place:
        return self.node.tell(
            ClientDidNotShowUp(
                **self._appointment(number, about), adviser_id=ADVISER, scheduled_on=scheduled_on
            )
        )

    def cancelled(self, number: int = 1, cancelled_on: date = DAY) -> Place:
        return self.node.tell(
            AdviceCancelled(
                **self._of(number, "appointment_id"),
                cancelled_on=cancelled_on,
                cancelled_by=CancelledBy.CLIENT,
            )
        )

    def merge(self, closed: int, into: int, merged_on: date = DAY) -> Place:
        return self.node.tell(
            ClientsMerged(
                **self.node.next_of(a_file(closed)),
                client_id=a_file(closed),
                into_client_id=a_file(into),
                merged_on=merged_on,
                merged_by=ADVISER,
            )
        )

    def path_opened(self, number: int = 1, opened_on: date = DAY) -> Place:
        return self.node.tell(
            SupportPathOpened(
                **self._of(number, "support_path_id"),
                opened_on=opened_on,
                clients=(PathClient(client_id=a_file(1), client_kind=ClientKind.INDIVIDUAL),),
            )
        )

    def path_closed(
        self, number: int = 1, outcome: PathOutcome = PathOutcome.GOAL_REACHED
    ) -> Place:
        return self.node.tell(
            SupportPathClosed(**self._of(number, "support_path_id"), closed_on=DAY, outcome=outcome)
        )

    def referred(self, number: int, to: Node, client: int = 1) -> Place:
        return self.node.tell(
            ReferralMade(
                **self._of(number, "referral_id"),
                client_id=a_file(client),
                client_kind=ClientKind.INDIVIDUAL,
                field_of_advice="legal",
                to_node=to.name,
                made_on=DAY,
            )
        )

    def received(self, number: int, sender: Node, client: int = 1) -> Place:
        return self.node.tell(
            ReferralReceived(
                **self._of(number, "referral_id"),
                client_id=a_file(client),
                client_kind=ClientKind.INDIVIDUAL,
                from_node=sender.name,
                received_on=DAY,
            )
        )

    def noted(self, number: int, receiver: Node) -> Place:
        return self.node.tell(
            ReferralReceiptNoted(
                **self._of(number, "referral_id"), received_by=receiver.name, received_on=DAY
            )
        )

    def followed_up(
        self,
        number: int = 1,
        months: int = 6,
        outcome: FollowUpOutcome = FollowUpOutcome.EMPLOYED,
        kind: ClientKind = ClientKind.INDIVIDUAL,
    ) -> Place:
        return self.node.tell(
            FollowUpRecorded(
                **self._of(number, "follow_up_id"),
                client_id=a_file(1),
                client_kind=kind,
                months=months,
                due_on=DAY,
                recorded_on=DAY,
                outcome=outcome,
            )
        )

    def _of(self, number: int, name: str) -> dict[str, Any]:
        return {**self.node.next_of(a_record(number)), name: a_record(number)}

    def _appointment(self, number: int, about: dict[str, Any]) -> dict[str, Any]:
        usual = {
            "client_id": a_file(1),
            "client_kind": ClientKind.INDIVIDUAL,
            "field_of_advice": "legal",
            "form_of_contact": "in_person",
        }
        return {**self._of(number, "appointment_id"), **usual, **about}
