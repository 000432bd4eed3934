"""Somebody takes a token back."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.api_token_commands import RevokeApiToken
from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.domain.person_history import API_TOKEN, TextChange
from services.accounts.domain.proving import Tools
from services.accounts.domain.refusals import ApiTokenNotFound


def revoke_api_token(
    command: RevokeApiToken, work: UnitOfWork, now: datetime, tools: Tools
) -> None:
    """Raise `ApiTokenNotFound` if it is nobody's or another's, `ApiTokenNotValid` if it is over."""
    authorise(command)
    del tools
    token = work.api_tokens.get(command.token_id)
    if token.staff_id != command.actor.staff_id:
        raise ApiTokenNotFound
    token.revoke(now)
    work.api_tokens.save(token)
    change = TextChange(field=API_TOKEN, before=token.name, after=None)
    work.history.record(token.staff_id, [change], by=token.staff_id, now=now)
