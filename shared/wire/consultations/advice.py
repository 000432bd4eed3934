"""How advice cards look on the wire."""

from __future__ import annotations

from typing import Any

from shared.contracts import consultations as contracts
from shared.wire.consultations.clients import RecipientFields
from shared.wire.consultations.publishing import published
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


def _card(event: Any) -> str:
    return f"advice-card/{event.card_id}"


TYPES = (
    published("advice_card_drafted", contracts.AdviceCardDrafted, AdviceCardDraftedSchema, _card),
    published("advice_card_signed", contracts.AdviceCardSigned, AdviceCardSignedSchema, _card),
    published(
        "advice_card_returned", contracts.AdviceCardReturned, AdviceCardReturnedSchema, _card
    ),
    published(
        "advice_card_approved", contracts.AdviceCardApproved, AdviceCardApprovedSchema, _card
    ),
    published(
        "advice_card_corrected", contracts.AdviceCardCorrected, AdviceCardCorrectedSchema, _card
    ),
    published("advice_confirmed", contracts.AdviceConfirmed, AdviceConfirmedSchema, _card),
)
