"""Somebody looks which programs ask in their name."""

from __future__ import annotations

from services.accounts.application.api_token_commands import OwnApiTokensQuery
from services.accounts.application.authorise import authorise
from services.accounts.application.ports import Records
from services.accounts.domain.api_token import ApiToken


def list_api_tokens(query: OwnApiTokensQuery, records: Records) -> tuple[ApiToken, ...]:
    """Return all tokens of the person, the newest first."""
    authorise(query)
    return records.api_tokens.of(query.actor.staff_id)
