"""Somebody makes a token for a program that is to ask in their name."""

from __future__ import annotations

from datetime import datetime

from services.accounts.application.api_token_commands import IssueApiToken, IssuedApiToken
from services.accounts.application.authorise import authorise
from services.accounts.application.ports import UnitOfWork
from services.accounts.application.proving import prove_again
from services.accounts.domain.api_token import PREFIX, ApiToken
from services.accounts.domain.person_history import API_TOKEN, TextChange
from services.accounts.domain.proving import Tools


def issue_api_token(
    command: IssueApiToken, work: UnitOfWork, now: datetime, tools: Tools
) -> IssuedApiToken:
    """Raise `WrongPassword`, `NoScope` or `ApiTokenIdTaken`; the text is told this once."""
    authorise(command)
    own = prove_again(command, work, now, tools)
    text = PREFIX + tools.chance.token()
    token = ApiToken.issue(
        command.token_id,
        text,
        staff_id=own.id,
        name=command.name,
        scopes=command.scopes,
        days=command.days,
        now=now,
    )
    work.api_tokens.add(token)
    change = TextChange(field=API_TOKEN, before=None, after=token.name)
    work.history.record(own.id, [change], by=own.id, now=now)
    return IssuedApiToken(text=text, expires_at=token.expires_at)
