"""Clients and their way through the centre: files, support paths, referrals, follow-up (2.2)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.contracts.domain_event import DomainEvent

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


class ClientKind(StrEnum):
    """Who is advised (domain.md 2.2)."""

    INDIVIDUAL = "individual"
    INITIATIVE_GROUP = "initiative_group"
    SOCIAL_COOPERATIVE = "social_cooperative"
    LEGAL_PERSON = "legal_person"


class ErasureGround(StrEnum):
    """Why a client's personal data were erased at the node (domain.md 6, retention and RODO)."""

    REQUESTED = "requested"
    RETENTION_ENDED = "retention_ended"


class PathOutcome(StrEnum):
    """How a support path ended."""

    GOAL_REACHED = "goal_reached"
    LEFT_BY_CLIENT = "left_by_client"
    NO_CONTACT = "no_contact"
    OTHER = "other"


class FollowUpOutcome(StrEnum):
    """What became of a client some months after the advice."""

    COOPERATIVE_FOUNDED = "cooperative_founded"
    COOPERATIVE_OPERATES = "cooperative_operates"
    COOPERATIVE_CLOSED = "cooperative_closed"
    EMPLOYED = "employed"
    NO_CHANGE = "no_change"
    REFUSED = "refused"
    NO_CONTACT = "no_contact"


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """What the programme asks about a recipient, as codes; every dictionary has a "refused".

    `None` means that the programme does not ask, or that the client is not a person.
    """

    sex: str | None = None
    age_band: str | None = None
    gmina: str | None = None
    status: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClientRegistered(Recipient, DomainEvent):
    """A client got a file at this node. A group that became a cooperative names its predecessor."""

    client_id: UUID
    client_kind: ClientKind
    registered_on: date
    predecessor_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ClientAnswersChanged(Recipient, DomainEvent):
    """What the programme asks about a client is answered otherwise from now on.

    Cards keep what was known when they were written.
    """

    client_id: UUID
    client_kind: ClientKind
    changed_on: date


@dataclass(frozen=True, kw_only=True)
class ClientsMerged(DomainEvent):
    """A file turned out to be a second one of the same client: the other one goes on for both.

    `client_id` is the file that is closed; what was counted for it counts for `into_client_id`.
    """

    client_id: UUID
    into_client_id: UUID
    merged_on: date
    merged_by: UUID


@dataclass(frozen=True, kw_only=True)
class ClientErased(DomainEvent):
    """The personal data of a client no longer exist at the node; every figure stays."""

    client_id: UUID
    erased_on: date
    ground: ErasureGround


@dataclass(frozen=True, kw_only=True)
class PathClient:
    """One client whom a support path is for."""

    client_id: UUID
    client_kind: ClientKind


@dataclass(frozen=True, kw_only=True)
class SupportPathOpened(DomainEvent):
    """Several sessions of advice with one aim began; cards name the path they belong to."""

    support_path_id: UUID
    opened_on: date
    clients: tuple[PathClient, ...]


@dataclass(frozen=True, kw_only=True)
class SupportPathClosed(DomainEvent):
    """A support path ended."""

    support_path_id: UUID
    closed_on: date
    outcome: PathOutcome


@dataclass(frozen=True, kw_only=True)
class ReferralMade(DomainEvent):
    """A client was sent on to another node; who it is, the client tells there."""

    referral_id: UUID
    client_id: UUID
    client_kind: ClientKind
    field_of_advice: str
    to_node: str
    made_on: date


@dataclass(frozen=True, kw_only=True)
class ReferralReceived(DomainEvent):
    """A client whom another node sent on has come; `client_id` is the receiving node's own."""

    referral_id: UUID
    client_id: UUID
    client_kind: ClientKind
    from_node: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class ReferralReceiptNoted(DomainEvent):
    """The node that sent a client on has learned, from the centre, that and where they came."""

    referral_id: UUID
    received_by: str
    received_on: date


@dataclass(frozen=True, kw_only=True)
class FollowUpRecorded(DomainEvent):
    """A client was asked what came of the advice, so many months afterwards."""

    follow_up_id: UUID
    client_id: UUID
    client_kind: ClientKind
    months: int
    due_on: date
    recorded_on: date
    outcome: FollowUpOutcome
