"""What reporting publishes: versions of the programme, and what became of parked domain events."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.contracts.domain_event import DomainEvent

if TYPE_CHECKING:
    from datetime import date


class DiscardReason(StrEnum):
    """Why a domain event that cannot be folded is left out; the words stay at the centre."""

    SENT_BY_MISTAKE = "sent_by_mistake"
    CORRECTED_BY_NODE = "corrected_by_node"
    OTHER = "other"


@dataclass(frozen=True, kw_only=True)
class ProgrammePublished(DomainEvent):
    """A version of the programme came into force.

    The document itself travels beside the journal, because it holds free text; `document_digest`
    (SHA-256, hexadecimal) says which document was meant.
    """

    programme: str
    programme_version: int
    valid_from: date
    document_digest: str


@dataclass(frozen=True, kw_only=True)
class ParkedDiscarded(DomainEvent):
    """Operations left a parked domain event out of the figures."""

    parked_source: str
    parked_epoch: int
    parked_position: int
    reason: DiscardReason


@dataclass(frozen=True, kw_only=True)
class DiscardUndone(DomainEvent):
    """Operations took a discarded domain event back: it waits to be folded again."""

    parked_source: str
    parked_epoch: int
    parked_position: int
