"""What commands tell, and cards with what pages show beside them, as JSON."""

from __future__ import annotations

from marshmallow import Schema, fields

from services.consultations.answers import CardAnswer, ClientAnswer, SupportPathAnswer
from services.consultations.domain.card_steps import CardStep
from services.consultations.domain.scan import ScanType


class DraftedCardAnswer(Schema):
    """How the card is called, and the length that was computed."""

    card_id = fields.UUID()
    card_number = fields.String()
    minutes = fields.Integer()


class MadeReferralAnswer(Schema):
    """How the referral is called on its slip."""

    referral_id = fields.UUID()
    referral_number = fields.String()


class ClosedTimesheetAnswer(Schema):
    """Which sheet it is, and how many times it has been closed by now."""

    timesheet_id = fields.UUID()
    closing_number = fields.Integer()


class WholeCardAnswer(Schema):
    """A card with the names of everybody on it; `steps` are what whoever asked can do next."""

    card = fields.Nested(CardAnswer)
    clients = fields.List(fields.Nested(ClientAnswer))
    support_path = fields.Nested(SupportPathAnswer, allow_none=True)
    people = fields.Dict(keys=fields.UUID(), values=fields.String())
    steps = fields.List(fields.Enum(CardStep, by_value=True))


class PlaceInQueueAnswer(Schema):
    """Where a card stands among those that wait; one that does not wait has no place."""

    card_id = fields.UUID(attribute="card.id")
    place = fields.Integer(allow_none=True)
    waiting = fields.Integer()
    previous = fields.UUID(allow_none=True)
    next = fields.UUID(allow_none=True)


class ScanOfCardAnswer(Schema):
    """A scanned paper of a card, without its bytes."""

    scan_id = fields.UUID(attribute="id")
    card_id = fields.UUID()
    media_type = fields.Enum(ScanType, by_value=True, attribute="type")
    size = fields.Integer()
    digest = fields.String()
    signed_on = fields.Date()
    signers = fields.String()
    by_client = fields.Boolean()
    added_by = fields.UUID()
    added_at = fields.DateTime()


class ScansAnswer(Schema):
    """The scans of a card."""

    scans = fields.List(fields.Nested(ScanOfCardAnswer))
