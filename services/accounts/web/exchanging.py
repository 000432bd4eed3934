"""Accounts' part of the JSON API: a token of a program becomes the signed one of five minutes."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from services.accounts.application.api_token_commands import UseApiToken
from services.accounts.domain.refusals import ApiTokenNotValid
from services.accounts.storage.performing import holder_of
from services.accounts.web.desk import DESK
from shared.web.identity import Person

if TYPE_CHECKING:
    from flask import Flask

    from services.accounts.web.desk import Desk


def exchange_at(pages: Flask) -> Callable[[str], str | None]:
    """Return what says by a signed token who asks; `None` if an API token is good for nothing.

    `pages` is the application of accounts. What it gives never leaves the process.
    """
    at: Desk = pages.extensions[DESK]

    def exchange(text: str) -> str | None:
        now = at.clock.now()
        try:
            holder = holder_of(at.database, at.source, UseApiToken(text=text), now, at.tools)
        except ApiTokenNotValid:
            return None
        person = Person(
            staff_id=holder.staff_id,
            full_name=holder.full_name,
            roles=holder.roles,
            session=f"token:{holder.token_id}",
            scopes=holder.scopes,
        )
        return at.signer.sign(person, now)

    return exchange


def lend_desk(pages: Flask, api: Flask) -> None:
    """Let operations of accounts work at the desk of their pages."""
    api.extensions[DESK] = pages.extensions[DESK]
