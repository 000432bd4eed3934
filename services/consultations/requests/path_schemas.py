"""What a caller may ask about a client's way, as JSON (R21)."""

from __future__ import annotations

from marshmallow import fields, validate

from services.consultations.application import path_commands as commands
from services.consultations.domain.follow_up import MONTHS
from services.consultations.requests.fields import (
    LONGEST_CODE,
    asking,
    choice,
    identifier,
    people,
    text,
)
from services.consultations.requests.schemas import CommandSchema, QuerySchema, RequestSchema
from shared.contracts import consultations as contracts


class PathFields(RequestSchema):
    """Which path."""

    support_path_id = identifier("identyfikator ścieżki")


class OpenSupportPathRequest(PathFields, CommandSchema):
    """`OpenSupportPath`."""

    makes = commands.OpenSupportPath
    client_ids = people("klientów")
    aim = text("cel ścieżki")


class CloseSupportPathRequest(PathFields, CommandSchema):
    """`CloseSupportPath`."""

    makes = commands.CloseSupportPath
    outcome = choice("wynik ścieżki", contracts.PathOutcome)


class SupportPathRequest(PathFields, QuerySchema):
    """`SupportPathQuery`."""

    makes = commands.SupportPathQuery


class ReferralFields(RequestSchema):
    """Which referral."""

    referral_id = identifier("identyfikator skierowania")


class ReferralCommandFields(ReferralFields, CommandSchema):
    """Which referral, of whom, under which programme."""

    client_id = identifier("identyfikator klienta")
    programme = text("kod programu", longest=LONGEST_CODE)


class MakeReferralRequest(ReferralCommandFields):
    """`MakeReferral`."""

    makes = commands.MakeReferral
    field_of_advice = text("kod zakresu porady", longest=LONGEST_CODE)
    to_node = text("węzeł, do którego klient jest kierowany", longest=LONGEST_CODE)


class ReceiveReferralRequest(ReferralCommandFields):
    """`ReceiveReferral`."""

    makes = commands.ReceiveReferral
    from_node = text("węzeł, który skierował klienta", longest=LONGEST_CODE)


class ReferralRequest(ReferralFields, QuerySchema):
    """`ReferralQuery`."""

    makes = commands.ReferralQuery


class ReferralSlipRequest(ReferralFields, QuerySchema):
    """`ReferralSlipQuery`."""

    makes = commands.ReferralSlipQuery


class FollowUpsDueRequest(QuerySchema):
    """`FollowUpsDueQuery`."""

    makes = commands.FollowUpsDueQuery


class RecordFollowUpRequest(CommandSchema):
    """`RecordFollowUp`."""

    makes = commands.RecordFollowUp
    follow_up_id = identifier("identyfikator badania losów")
    client_id = identifier("identyfikator klienta")
    months = fields.Integer(
        strict=True,
        required=True,
        validate=validate.OneOf(MONTHS, error="Podaj liczbę miesięcy: {choices}."),
        error_messages=asking("liczbę miesięcy od porady"),
    )
    outcome = choice("wynik", contracts.FollowUpOutcome)
