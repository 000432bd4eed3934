"""What all domain events of consultations have in common on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from shared.wire.catalogue import EventType

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.contracts.domain_event import DomainEvent
    from shared.wire.fields import RecordSchema


def published(
    name: str,
    contract: type[DomainEvent],
    schema: type[RecordSchema],
    subject: Callable[[Any], str],
    *,
    major: int = 1,
) -> EventType:
    """Return a type of domain event that consultations publish."""
    return EventType(
        publisher="consultations",
        name=name,
        major=major,
        contract=contract,
        schema=schema,
        subject=subject,
    )
