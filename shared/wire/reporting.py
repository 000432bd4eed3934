"""How the domain events of reporting look on the wire."""

from __future__ import annotations

from typing import Any

from shared.contracts import reporting as contracts
from shared.wire.catalogue import EventType
from shared.wire.fields import (
    Code,
    Count,
    Day,
    Digest,
    Privacy,
    ProgrammeCode,
    RecordSchema,
    Source,
)

PUBLIC, BUSINESS = Privacy.PUBLIC, Privacy.BUSINESS


class ProgrammePublishedSchema(RecordSchema):
    """`ProgrammePublished`."""

    programme = ProgrammeCode(privacy=PUBLIC)
    programme_version = Count(privacy=PUBLIC)
    valid_from = Day(privacy=PUBLIC)
    document_digest = Digest(privacy=PUBLIC)


class ParkedFields(RecordSchema):
    """Which parked domain event it is."""

    parked_source = Source(privacy=BUSINESS)
    parked_epoch = Count(privacy=BUSINESS)
    parked_position = Count(privacy=BUSINESS)


class ParkedDiscardedSchema(ParkedFields):
    """`ParkedDiscarded`."""

    reason = Code(contracts.DiscardReason, privacy=BUSINESS)


class DiscardUndoneSchema(ParkedFields):
    """`DiscardUndone`."""


def _programme(event: Any) -> str:
    return f"programme/{event.programme}"


def _parked(event: Any) -> str:
    return f"parked{event.parked_source}/{event.parked_epoch}/{event.parked_position}"


def _published(name: str, contract: Any, schema: type[RecordSchema], subject: Any) -> EventType:
    return EventType(
        publisher="reporting",
        name=name,
        major=1,
        contract=contract,
        schema=schema,
        subject=subject,
    )


TYPES = (
    _published(
        "programme_published", contracts.ProgrammePublished, ProgrammePublishedSchema, _programme
    ),
    _published("parked_discarded", contracts.ParkedDiscarded, ParkedDiscardedSchema, _parked),
    _published("discard_undone", contracts.DiscardUndone, DiscardUndoneSchema, _parked),
)
