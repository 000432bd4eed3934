"""What a caller may ask about API tokens, as JSON or a form (R21)."""

from __future__ import annotations

from marshmallow import fields, validate

from services.accounts.application import api_token_commands as commands
from services.accounts.domain.api_token import LONGEST_LIFE
from services.accounts.requests.fields import asking, identifier, of_a_list, text
from services.accounts.requests.schemas import ActorsCommandSchema, OwnProofSchema, QuerySchema
from shared.kernel.scope import Scope


class IssueApiTokenRequest(OwnProofSchema):
    """`IssueApiToken`."""

    makes = commands.IssueApiToken
    token_id = identifier("identyfikator tokenu")
    name = text("nazwę programu, który dostanie token")
    scopes = fields.List(
        fields.Enum(Scope, by_value=True, error_messages=of_a_list("zakres")),
        required=True,
        post_load=frozenset,
        error_messages=asking("co najmniej jeden zakres"),
    )
    days = fields.Integer(
        strict=True,
        required=True,
        validate=validate.Range(
            1, LONGEST_LIFE.days, error="Podaj liczbę dni ważności od {min} do {max}."
        ),
        error_messages=asking("liczbę dni ważności"),
    )


class RevokeApiTokenRequest(ActorsCommandSchema):
    """`RevokeApiToken`."""

    makes = commands.RevokeApiToken
    token_id = identifier("identyfikator tokenu")


class OwnApiTokensRequest(QuerySchema):
    """`OwnApiTokensQuery`."""

    makes = commands.OwnApiTokensQuery
