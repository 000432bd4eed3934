"""A client sent on to another node, and one whom another node sent here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from services.consultations.domain.path_refusals import (
    ReceivedElsewhere,
    ReferredToItself,
    UnknownNode,
)
from services.consultations.domain.refusals import UnknownFieldOfAdvice
from shared.contracts.consultations import (
    ClientKind,
    ReferralMade,
    ReferralReceiptNoted,
    ReferralReceived,
)
from shared.contracts.programme import Programme


class ReferralState(StrEnum):
    """Whether the client has come where they were sent."""

    MADE = "made"
    RECEIVED = "received"


@dataclass(frozen=True, kw_only=True)
class Arrival:
    """Where a referred client came, and on which day, as that node told the centre."""

    received_by: str
    received_on: date


@dataclass(eq=False, kw_only=True)
class Referral:
    """What the slip says that the client takes along; `number` is printed on it with the id."""

    id: UUID
    number: str
    programme: str
    client_id: UUID
    client_kind: ClientKind
    field_of_advice: str
    to_node: str
    made_on: date
    arrival: Arrival | None = None
    version: int = 0

    @property
    def state(self) -> ReferralState:
        """Tell whether the client has come."""
        return ReferralState.MADE if self.arrival is None else ReferralState.RECEIVED

    def make(self, programme: Programme, own_node: str, now: datetime) -> ReferralMade:
        """Send the client on.

        Raises `UnknownNode`, `ReferredToItself` or `UnknownFieldOfAdvice`.
        """
        _refuse_node(self.to_node, programme, own_node)
        if self.field_of_advice not in {entry.code for entry in programme.fields_of_advice}:
            raise UnknownFieldOfAdvice(self.field_of_advice)
        self.version += 1
        return ReferralMade(
            occurred_at=now,
            subject_version=self.version,
            referral_id=self.id,
            client_id=self.client_id,
            client_kind=self.client_kind,
            field_of_advice=self.field_of_advice,
            to_node=self.to_node,
            made_on=self.made_on,
        )

    def note_receipt(self, arrival: Arrival, now: datetime) -> ReferralReceiptNoted | None:
        """Put down that the client came; return what is told, or nothing if it was put down before.

        The first word counts. Raises `ReceivedElsewhere` if it is not that of the node to which the
        client was sent.
        """
        if arrival.received_by != self.to_node:
            raise ReceivedElsewhere(self.number, self.to_node, arrival.received_by)
        if self.arrival is not None:
            return None
        self.arrival = arrival
        self.version += 1
        return ReferralReceiptNoted(
            occurred_at=now,
            subject_version=self.version,
            referral_id=self.id,
            received_by=arrival.received_by,
            received_on=arrival.received_on,
        )


@dataclass(eq=False, kw_only=True)
class ReferralReceipt:
    """That a referred client came; `id` is the referral's, `client_id` this node's own."""

    id: UUID
    programme: str
    client_id: UUID
    client_kind: ClientKind
    from_node: str
    received_on: date
    version: int = 0

    def receive(self, programme: Programme, own_node: str, now: datetime) -> ReferralReceived:
        """Take the client in; raise `UnknownNode` or `ReferredToItself`."""
        _refuse_node(self.from_node, programme, own_node)
        self.version += 1
        return ReferralReceived(
            occurred_at=now,
            subject_version=self.version,
            referral_id=self.id,
            client_id=self.client_id,
            client_kind=self.client_kind,
            from_node=self.from_node,
            received_on=self.received_on,
        )


def _refuse_node(other: str, programme: Programme, own_node: str) -> None:
    if other == own_node:
        raise ReferredToItself(other)
    if other not in {partner.node for partner in programme.partners}:
        raise UnknownNode(other)
