"""Advice cards: drafted, signed, returned, approved, corrected, confirmed (domain.md 2.3, 2.5)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.contracts.consultations.clients import ClientKind, Recipient
from shared.contracts.domain_event import DomainEvent

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID


class ConfirmationMeans(StrEnum):
    """How a client confirmed that the advice was given (domain.md 2.3, field 9)."""

    PAPER = "paper"
    CODE = "code"
    LINK = "link"


class ReturnReason(StrEnum):
    """Why a coordinator gave a card back; the words stay at the node."""

    INCOMPLETE = "incomplete"
    WRONG_DATE_OR_TIME = "wrong_date_or_time"
    WRONG_CLIENT = "wrong_client"
    WRONG_FIELD_OR_FORM = "wrong_field_or_form"
    OTHER = "other"


class CorrectionReason(StrEnum):
    """Why an approved card was corrected; the words stay at the node."""

    WRONG_DATE_OR_TIME = "wrong_date_or_time"
    WRONG_CLIENT = "wrong_client"
    WRONG_FIELD_OR_FORM = "wrong_field_or_form"
    ANNULLED = "annulled"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class CardClient(Recipient):
    """One client on a card; `client_id` is the node's own random id."""

    client_id: UUID
    client_kind: ClientKind


@dataclass(frozen=True, kw_only=True)
class AdviserTime:
    """One adviser's own working time on a card, in minutes."""

    adviser_id: UUID
    minutes: int


@dataclass(frozen=True, kw_only=True)
class CountedAdvice:
    """What a card counts for: once, and its minutes once, whoever took part (architecture.md 3)."""

    held_on: date
    minutes: int
    field_of_advice: str
    form_of_contact: str
    clients: tuple[CardClient, ...]
    advisers: tuple[AdviserTime, ...]
    support_path_id: UUID | None = None


@dataclass(frozen=True, kw_only=True)
class AdviceCardDrafted(CountedAdvice, DomainEvent):
    """An adviser began a card, or changed what a card that is not yet signed says."""

    card_id: UUID
    card_number: str


@dataclass(frozen=True, kw_only=True)
class AdviceCardSigned(DomainEvent):
    """The adviser signed the card: it waits for approval."""

    card_id: UUID
    card_number: str
    signed_by: UUID
    signed_on: date


@dataclass(frozen=True, kw_only=True)
class AdviceCardReturned(DomainEvent):
    """The coordinator gave the card back to be put right."""

    card_id: UUID
    card_number: str
    returned_by: UUID
    reason: ReturnReason


@dataclass(frozen=True, kw_only=True)
class AdviceCardApproved(CountedAdvice, DomainEvent):
    """A coordinator accepted the card: its hours count from now on."""

    card_id: UUID
    card_number: str
    approved_by: UUID


@dataclass(frozen=True, kw_only=True)
class AdviceCardCorrected(CountedAdvice, DomainEvent):
    """An entry after approval replaces what the card counts for; `counted` is false if annulled."""

    card_id: UUID
    card_number: str
    corrected_by: UUID
    correction_number: int
    reason: CorrectionReason
    counted: bool


@dataclass(frozen=True, kw_only=True)
class AdviceConfirmed(DomainEvent):
    """The client confirmed that the advice was given; this may come after approval."""

    card_id: UUID
    card_number: str
    confirmed_on: date
    means: ConfirmationMeans
