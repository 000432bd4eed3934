"""What can be asked of consultations; whoever may ask it stands in `authorise.py`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from services.consultations.domain.advice import CardTexts
from services.consultations.domain.client import ClientDetails
from shared.contracts.consultations import (
    ClientKind,
    ConfirmationMeans,
    CorrectionReason,
    Recipient,
    ReturnReason,
    StaffRole,
)
from shared.kernel.command import Actor, Command


@dataclass(frozen=True, kw_only=True)
class RegisterAdviser(Command):
    """Let a person of the staff give advice from a day on; `adviser_id` is their staff id."""

    adviser_id: UUID
    full_name: str
    staff_role: StaffRole
    active_from: date
    active_to: date | None


@dataclass(frozen=True, kw_only=True)
class ChangeAdviser(Command):
    """Set an adviser's name, role and days anew; `expected_version` is the one read before."""

    adviser_id: UUID
    expected_version: int
    full_name: str
    staff_role: StaffRole
    active_from: date
    active_to: date | None


@dataclass(frozen=True, kw_only=True)
class RegisterClient(Command):
    """Open a client's file at this node; `although_duplicate` once the files alike were seen."""

    client_id: UUID
    client_kind: ClientKind
    details: ClientDetails
    recipient: Recipient
    predecessor_id: UUID | None
    although_duplicate: bool = False


@dataclass(frozen=True, kw_only=True)
class AdviceAsTold:
    """What somebody says about one session of advice, before it is looked up and judged."""

    held_on: date
    started_at: time
    ended_at: time
    field_of_advice: str
    form_of_contact: str
    client_ids: tuple[UUID, ...]
    adviser_ids: tuple[UUID, ...]
    support_path_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class DraftCard(Command):
    """Begin a card under a programme; `programme` is its code, without a version.

    `appointment_id` says which appointment the advice was agreed in, if it was.
    """

    card_id: UUID
    programme: str
    advice: AdviceAsTold
    texts: CardTexts
    appointment_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeCard(Command):
    """Write something else on a card; `expected_version` is the one that was read before."""

    card_id: UUID
    expected_version: int | None
    advice: AdviceAsTold
    texts: CardTexts


@dataclass(frozen=True, kw_only=True)
class SignCard(Command):
    """Finish a card."""

    card_id: UUID


@dataclass(frozen=True, kw_only=True)
class ReturnCard(Command):
    """Give a card back to its advisers."""

    card_id: UUID
    reason: ReturnReason
    remarks: str


@dataclass(frozen=True, kw_only=True)
class ApproveCard(Command):
    """Accept a card."""

    card_id: UUID


@dataclass(frozen=True, kw_only=True)
class CorrectCard(Command):
    """Replace what an approved card counts for; it keeps its support path."""

    card_id: UUID
    reason: CorrectionReason
    remarks: str
    counted: bool
    advice: AdviceAsTold


@dataclass(frozen=True, kw_only=True)
class ConfirmAdvice(Command):
    """Record the client's confirmation."""

    card_id: UUID
    confirmed_on: date
    means: ConfirmationMeans


@dataclass(frozen=True, kw_only=True)
class Query:
    """The root of all questions: they change nothing, so they need no id."""

    actor: Actor


@dataclass(frozen=True, kw_only=True)
class AdvisersQuery(Query):
    """Ask for all advisers, also those who do not work any more."""


@dataclass(frozen=True, kw_only=True)
class AdviserQuery(Query):
    """Ask for one adviser."""

    adviser_id: UUID


@dataclass(frozen=True, kw_only=True)
class CardQuery(Query):
    """Ask for everything about a card."""

    card_id: UUID


@dataclass(frozen=True, kw_only=True)
class WholeCardQuery(Query):
    """Ask for a card with the names of everybody on it, and for what can be done next."""

    card_id: UUID


@dataclass(frozen=True, kw_only=True)
class RecordHistoryQuery(Query):
    """Ask how the texts of a record came to be."""

    record_id: UUID
