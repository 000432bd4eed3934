"""How appointments look on the wire."""

from __future__ import annotations

from typing import Any

from shared.contracts import consultations as contracts
from shared.wire.consultations.publishing import published
from shared.wire.fields import (
    Code,
    Count,
    Day,
    DictionaryCode,
    Identifier,
    Privacy,
    RecordSchema,
)

PUBLIC, BUSINESS = Privacy.PUBLIC, Privacy.BUSINESS


class AskedAdviceFields(RecordSchema):
    """What an appointment is about."""

    appointment_id = Identifier(privacy=BUSINESS)
    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)
    field_of_advice = DictionaryCode(privacy=PUBLIC)
    form_of_contact = DictionaryCode(privacy=PUBLIC)


class AdviceRequestedSchema(AskedAdviceFields):
    """`AdviceRequested`."""

    requested_on = Day(privacy=PUBLIC)


class AdviceScheduledSchema(AskedAdviceFields):
    """`AdviceScheduled`."""

    adviser_id = Identifier(privacy=BUSINESS)
    scheduled_on = Day(privacy=PUBLIC)
    minutes = Count(privacy=PUBLIC)


class AdviceCancelledSchema(RecordSchema):
    """`AdviceCancelled`."""

    appointment_id = Identifier(privacy=BUSINESS)
    cancelled_on = Day(privacy=PUBLIC)
    cancelled_by = Code(contracts.CancelledBy, privacy=PUBLIC)


class ClientDidNotShowUpSchema(AskedAdviceFields):
    """`ClientDidNotShowUp`."""

    adviser_id = Identifier(privacy=BUSINESS)
    scheduled_on = Day(privacy=PUBLIC)


class AdviceHeldSchema(AskedAdviceFields):
    """`AdviceHeld`."""

    adviser_id = Identifier(privacy=BUSINESS)
    held_on = Day(privacy=PUBLIC)


def _appointment(event: Any) -> str:
    return f"appointment/{event.appointment_id}"


TYPES = (
    published("advice_requested", contracts.AdviceRequested, AdviceRequestedSchema, _appointment),
    published("advice_scheduled", contracts.AdviceScheduled, AdviceScheduledSchema, _appointment),
    published("advice_cancelled", contracts.AdviceCancelled, AdviceCancelledSchema, _appointment),
    published(
        "client_did_not_show_up",
        contracts.ClientDidNotShowUp,
        ClientDidNotShowUpSchema,
        _appointment,
    ),
    published("advice_held", contracts.AdviceHeld, AdviceHeldSchema, _appointment),
)
