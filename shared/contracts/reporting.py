"""What reporting publishes: versions of the programme, submitted reports, parked domain events."""

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
class ReportSubmitted(DomainEvent):
    """A version of the report on a programme was submitted: what it says is frozen.

    The digests (SHA-256, hexadecimal) say which report was meant: the state of the data that it was
    computed from, its value, and its files. `not_folded` domain events were left out and are named
    in it, as are the `incomplete_nodes`.
    """

    programme: str
    programme_version: int
    report_version: int
    first_day: date
    last_day: date
    projection_version: int
    not_folded: int
    incomplete_nodes: int
    basis_digest: str
    value_digest: str
    pdf_digest: str
    xlsx_digest: str


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
