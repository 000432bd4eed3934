"""A program shows a token."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.api_token_commands import TokenHolder, UseApiToken
from services.accounts.application.authorise import authorise
from services.accounts.application.ports import Records
from services.accounts.domain.proving import digest_of
from services.accounts.domain.refusals import ApiTokenNotValid
from services.accounts.domain.staff_account import AccountState


def use_api_token(query: UseApiToken, records: Records, now: datetime) -> TokenHolder:
    """Raise `ApiTokenNotValid` if there is none, it is over, or its person has no access."""
    authorise(query)
    token = records.api_tokens.with_digest(digest_of(query.text))
    account = records.accounts.get(token.staff_id)
    if not token.is_valid(now) or account.state is not AccountState.ACTIVE:
        raise ApiTokenNotValid
    return TokenHolder(
        staff_id=account.id,
        full_name=account.full_name,
        roles=account.roles,
        token_id=token.id,
        scopes=token.scopes,
        is_to_be_seen=token.is_to_be_seen(now),
    )
