"""How the domain events of consultations look on the wire."""

from __future__ import annotations

from typing import Any

from shared.contracts import consultations as contracts
from shared.wire.catalogue import EventType
from shared.wire.fields import (
    Code,
    Count,
    Day,
    DictionaryCode,
    DocumentNumber,
    Flag,
    Identifier,
    PartSchema,
    Privacy,
    Records,
    RecordSchema,
)

PUBLIC, BUSINESS = Privacy.PUBLIC, Privacy.BUSINESS


class RecipientFields(RecordSchema):
    """What the programme asks about a recipient; null where it does not ask."""

    sex = DictionaryCode(privacy=BUSINESS, load_default=None, allow_none=True)
    age_band = DictionaryCode(privacy=BUSINESS, load_default=None, allow_none=True)
    gmina = DictionaryCode(privacy=BUSINESS, load_default=None, allow_none=True)
    status = DictionaryCode(privacy=BUSINESS, load_default=None, allow_none=True)


class CardClientSchema(RecipientFields, PartSchema):
    """One client on a card."""

    contract = contracts.CardClient
    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)


class AdviserTimeSchema(PartSchema):
    """One adviser's minutes on a card."""

    contract = contracts.AdviserTime
    adviser_id = Identifier(privacy=BUSINESS)
    minutes = Count(privacy=PUBLIC)


class CardFields(RecordSchema):
    """Which card it is."""

    card_id = Identifier(privacy=BUSINESS)
    card_number = DocumentNumber(privacy=BUSINESS)


class CountedAdviceFields(CardFields):
    """What a card counts for."""

    held_on = Day(privacy=PUBLIC)
    minutes = Count(privacy=PUBLIC)
    field_of_advice = DictionaryCode(privacy=PUBLIC)
    form_of_contact = DictionaryCode(privacy=PUBLIC)
    clients = Records(CardClientSchema, required=True)
    advisers = Records(AdviserTimeSchema, required=True)
    support_path_id = Identifier(privacy=BUSINESS, load_default=None, allow_none=True)


class AdviserRegisteredSchema(RecordSchema):
    """`AdviserRegistered`."""

    adviser_id = Identifier(privacy=BUSINESS)
    staff_role = Code(contracts.StaffRole, privacy=PUBLIC)
    active_from = Day(privacy=PUBLIC)
    active_to = Day(privacy=PUBLIC, load_default=None, allow_none=True)


class ClientRegisteredSchema(RecipientFields):
    """`ClientRegistered`."""

    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)
    registered_on = Day(privacy=PUBLIC)
    predecessor_id = Identifier(privacy=BUSINESS, load_default=None, allow_none=True)


class AdviceCardDraftedSchema(CountedAdviceFields):
    """`AdviceCardDrafted`."""


class AdviceCardSignedSchema(CardFields):
    """`AdviceCardSigned`."""

    signed_by = Identifier(privacy=BUSINESS)
    signed_on = Day(privacy=PUBLIC)


class AdviceCardReturnedSchema(CardFields):
    """`AdviceCardReturned`."""

    returned_by = Identifier(privacy=BUSINESS)
    reason = Code(contracts.ReturnReason, privacy=PUBLIC)


class AdviceCardApprovedSchema(CountedAdviceFields):
    """`AdviceCardApproved`."""

    approved_by = Identifier(privacy=BUSINESS)


class AdviceCardCorrectedSchema(CountedAdviceFields):
    """`AdviceCardCorrected`."""

    corrected_by = Identifier(privacy=BUSINESS)
    correction_number = Count(privacy=PUBLIC)
    reason = Code(contracts.CorrectionReason, privacy=PUBLIC)
    counted = Flag(privacy=PUBLIC)


class AdviceConfirmedSchema(CardFields):
    """`AdviceConfirmed`."""

    confirmed_on = Day(privacy=PUBLIC)
    means = Code(contracts.ConfirmationMeans, privacy=PUBLIC)


def _adviser(event: Any) -> str:
    return f"adviser/{event.adviser_id}"


def _client(event: Any) -> str:
    return f"client/{event.client_id}"


def _card(event: Any) -> str:
    return f"advice-card/{event.card_id}"


def _published(name: str, contract: Any, schema: type[RecordSchema], subject: Any) -> EventType:
    return EventType(
        publisher="consultations",
        name=name,
        major=1,
        contract=contract,
        schema=schema,
        subject=subject,
    )


TYPES = (
    _published(
        "adviser_registered", contracts.AdviserRegistered, AdviserRegisteredSchema, _adviser
    ),
    _published("client_registered", contracts.ClientRegistered, ClientRegisteredSchema, _client),
    _published("advice_card_drafted", contracts.AdviceCardDrafted, AdviceCardDraftedSchema, _card),
    _published("advice_card_signed", contracts.AdviceCardSigned, AdviceCardSignedSchema, _card),
    _published(
        "advice_card_returned", contracts.AdviceCardReturned, AdviceCardReturnedSchema, _card
    ),
    _published(
        "advice_card_approved", contracts.AdviceCardApproved, AdviceCardApprovedSchema, _card
    ),
    _published(
        "advice_card_corrected", contracts.AdviceCardCorrected, AdviceCardCorrectedSchema, _card
    ),
    _published("advice_confirmed", contracts.AdviceConfirmed, AdviceConfirmedSchema, _card),
)
