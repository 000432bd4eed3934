"""How clients and their way through the centre look on the wire."""

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


class ClientRegisteredSchema(RecipientFields):
    """`ClientRegistered`."""

    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)
    registered_on = Day(privacy=PUBLIC)
    predecessor_id = Identifier(privacy=BUSINESS, load_default=None, allow_none=True)


class ClientAnswersChangedSchema(RecipientFields):
    """`ClientAnswersChanged`."""

    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)
    changed_on = Day(privacy=PUBLIC)


class ClientsMergedSchema(RecordSchema):
    """`ClientsMerged`."""

    client_id = Identifier(privacy=BUSINESS)
    into_client_id = Identifier(privacy=BUSINESS)
    merged_on = Day(privacy=PUBLIC)
    merged_by = Identifier(privacy=BUSINESS)


class ClientErasedSchema(RecordSchema):
    """`ClientErased`."""

    client_id = Identifier(privacy=BUSINESS)
    erased_on = Day(privacy=PUBLIC)
    ground = Code(contracts.ErasureGround, privacy=PUBLIC)


class PathClientSchema(PartSchema):
    """One client whom a support path is for."""

    contract = contracts.PathClient
    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)


class SupportPathOpenedSchema(RecordSchema):
    """`SupportPathOpened`."""

    support_path_id = Identifier(privacy=BUSINESS)
    opened_on = Day(privacy=PUBLIC)
    clients = Records(PathClientSchema, required=True)


class SupportPathClosedSchema(RecordSchema):
    """`SupportPathClosed`."""

    support_path_id = Identifier(privacy=BUSINESS)
    closed_on = Day(privacy=PUBLIC)
    outcome = Code(contracts.PathOutcome, privacy=PUBLIC)


class ReferralMadeSchema(RecordSchema):
    """`ReferralMade`."""

    referral_id = Identifier(privacy=BUSINESS)
    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)
    field_of_advice = DictionaryCode(privacy=PUBLIC)
    to_node = DictionaryCode(privacy=PUBLIC)
    made_on = Day(privacy=PUBLIC)


class ReferralReceivedSchema(RecordSchema):
    """`ReferralReceived`."""

    referral_id = Identifier(privacy=BUSINESS)
    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)
    from_node = DictionaryCode(privacy=PUBLIC)
    received_on = Day(privacy=PUBLIC)


class ReferralReceiptNotedSchema(RecordSchema):
    """`ReferralReceiptNoted`."""

    referral_id = Identifier(privacy=BUSINESS)
    received_by = DictionaryCode(privacy=PUBLIC)
    received_on = Day(privacy=PUBLIC)


class FollowUpRecordedSchema(RecordSchema):
    """`FollowUpRecorded`."""

    follow_up_id = Identifier(privacy=BUSINESS)
    client_id = Identifier(privacy=BUSINESS)
    client_kind = Code(contracts.ClientKind, privacy=PUBLIC)
    months = Count(privacy=PUBLIC)
    due_on = Day(privacy=PUBLIC)
    recorded_on = Day(privacy=PUBLIC)
    outcome = Code(contracts.FollowUpOutcome, privacy=PUBLIC)


def _client(event: Any) -> str:
    return f"client/{event.client_id}"


def _path(event: Any) -> str:
    return f"support-path/{event.support_path_id}"


def _referral(event: Any) -> str:
    return f"referral/{event.referral_id}"


def _receipt(event: Any) -> str:
    return f"referral-receipt/{event.referral_id}"


def _follow_up(event: Any) -> str:
    return f"follow-up/{event.follow_up_id}"


TYPES = (
    published("client_registered", contracts.ClientRegistered, ClientRegisteredSchema, _client),
    published(
        "client_answers_changed",
        contracts.ClientAnswersChanged,
        ClientAnswersChangedSchema,
        _client,
    ),
    published("clients_merged", contracts.ClientsMerged, ClientsMergedSchema, _client),
    published("client_erased", contracts.ClientErased, ClientErasedSchema, _client),
    published("support_path_opened", contracts.SupportPathOpened, SupportPathOpenedSchema, _path),
    published("support_path_closed", contracts.SupportPathClosed, SupportPathClosedSchema, _path),
    published("referral_made", contracts.ReferralMade, ReferralMadeSchema, _referral),
    published("referral_received", contracts.ReferralReceived, ReferralReceivedSchema, _receipt),
    published(
        "referral_receipt_noted",
        contracts.ReferralReceiptNoted,
        ReferralReceiptNotedSchema,
        _referral,
    ),
    published("follow_up_recorded", contracts.FollowUpRecorded, FollowUpRecordedSchema, _follow_up),
)
