"""A domain event that could not be folded, and what operations may decide about it.

Nobody edits a partner's domain event: it is cured by newer software. What will never be cured is
discarded, so that the later ones of its record, such as a correction, need not wait behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from services.reporting.domain.refusals import LaterOnesCounted, NotDiscarded, NotParked
from shared.contracts.reporting import DiscardReason, DiscardUndone, ParkedDiscarded

if TYPE_CHECKING:
    from datetime import datetime


class ParkedKind(StrEnum):
    """Why a domain event is not folded."""

    FAILED = "failed"
    UNKNOWN = "unknown"
    """Its type, or this version of it, is not known to the software."""
    WAITING = "waiting"
    """An earlier one of the same record is parked."""
    DISCARDED = "discarded"


@dataclass(frozen=True)
class Place:
    """Where a domain event stands: its source, and its place in the chain of that source."""

    source: str
    epoch: int
    position: int


@dataclass(kw_only=True)
class ParkedDomainEvent:
    """A parked domain event; `version` counts what has been decided about it."""

    place: Place
    kind: ParkedKind
    version: int = 0

    def discard(self, reason: DiscardReason, now: datetime) -> ParkedDiscarded:
        """Leave it out of the figures; raise NotParked if it only waits or was discarded."""
        if self.kind not in {ParkedKind.FAILED, ParkedKind.UNKNOWN}:
            raise NotParked(self.place.source, self.place.position)
        self.kind = ParkedKind.DISCARDED
        self.version += 1
        return ParkedDiscarded(
            occurred_at=now,
            subject_version=self.version,
            parked_source=self.place.source,
            parked_epoch=self.place.epoch,
            parked_position=self.place.position,
            reason=reason,
        )

    def take_back(self, now: datetime, *, later_ones_are_folded: bool) -> DiscardUndone:
        """Let it be folded after all; raise NotDiscarded or LaterOnesCounted."""
        if self.kind is not ParkedKind.DISCARDED:
            raise NotDiscarded(self.place.source, self.place.position)
        if later_ones_are_folded:
            raise LaterOnesCounted(self.place.source, self.place.position)
        self.kind = ParkedKind.WAITING
        self.version += 1
        return DiscardUndone(
            occurred_at=now,
            subject_version=self.version,
            parked_source=self.place.source,
            parked_epoch=self.place.epoch,
            parked_position=self.place.position,
        )
