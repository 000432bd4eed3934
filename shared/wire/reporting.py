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


class ReportSubmittedSchema(RecordSchema):
    """`ReportSubmitted`."""

    programme = ProgrammeCode(privacy=PUBLIC)
    programme_version = Count(privacy=PUBLIC)
    report_version = Count(privacy=PUBLIC)
    first_day = Day(privacy=PUBLIC)
    last_day = Day(privacy=PUBLIC)
    projection_version = Count(privacy=PUBLIC)
    not_folded = Count(privacy=BUSINESS)
    incomplete_nodes = Count(privacy=BUSINESS)
    basis_digest = Digest(privacy=PUBLIC)
    value_digest = Digest(privacy=PUBLIC)
    pdf_digest = Digest(privacy=PUBLIC)
    xlsx_digest = Digest(privacy=PUBLIC)


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


def _report(event: Any) -> str:
    return f"report/{event.programme}"


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
    _published("report_submitted", contracts.ReportSubmitted, ReportSubmittedSchema, _report),
    _published("parked_discarded", contracts.ParkedDiscarded, ParkedDiscardedSchema, _parked),
    _published("discard_undone", contracts.DiscardUndone, DiscardUndoneSchema, _parked),
)
