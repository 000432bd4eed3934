"""What can be asked about a client's way; whoever may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from services.consultations.application.commands import Query
from services.consultations.domain.referral import Arrival
from shared.contracts.consultations import FollowUpOutcome, PathOutcome
from shared.kernel.command import Command


@dataclass(frozen=True, kw_only=True)
class OpenSupportPath(Command):
    """Begin several sessions with one aim."""

    support_path_id: UUID
    client_ids: tuple[UUID, ...]
    aim: str


@dataclass(frozen=True, kw_only=True)
class CloseSupportPath(Command):
    """End a support path."""

    support_path_id: UUID
    outcome: PathOutcome


@dataclass(frozen=True, kw_only=True)
class SupportPathQuery(Query):
    """Ask for a support path."""

    support_path_id: UUID


@dataclass(frozen=True, kw_only=True)
class MakeReferral(Command):
    """Send a client on to another node; `programme` is its code, without a version."""

    referral_id: UUID
    programme: str
    client_id: UUID
    field_of_advice: str
    to_node: str


@dataclass(frozen=True, kw_only=True)
class ReceiveReferral(Command):
    """Take in a client whom another node sent; the ids are the slip's and this node's own."""

    referral_id: UUID
    programme: str
    client_id: UUID
    from_node: str


@dataclass(frozen=True, kw_only=True)
class NoteReceipt(Command):
    """Put on a referral of this node that the client came; in the centre's name, which had it."""

    referral_id: UUID
    arrival: Arrival


@dataclass(frozen=True, kw_only=True)
class ReferralQuery(Query):
    """Ask for what a referral's slip says."""

    referral_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReferralSlipQuery(Query):
    """Ask for a referral's slip, to print it."""

    referral_id: UUID


@dataclass(frozen=True, kw_only=True)
class FollowUpsDueQuery(Query):
    """Ask whom it is time to ask what came of the advice."""


@dataclass(frozen=True, kw_only=True)
class RecordFollowUp(Command):
    """Record what a client said, `months` after the advice."""

    follow_up_id: UUID
    client_id: UUID
    months: int
    outcome: FollowUpOutcome
