"""The own API tokens: made, shown once, taken back."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.accounts.application.api_token_commands import OwnApiTokensQuery
from services.accounts.application.issue_api_token import issue_api_token
from services.accounts.application.list_api_tokens import list_api_tokens
from services.accounts.application.revoke_api_token import revoke_api_token
from services.accounts.requests.api_tokens import IssueApiTokenRequest, RevokeApiTokenRequest
from services.accounts.web import words
from services.accounts.web.asking import answered, done, of_person, of_person_here
from services.accounts.web.desk import desk, look
from shared.kernel.identifiers import new_id
from shared.web.forms import Form
from shared.web.guarding import person

USUAL_DAYS: Final = "90"

pages = Blueprint("api_tokens", __name__, url_prefix="/accounts/me/tokens")


@pages.get("")
def tokens() -> ResponseReturnValue:
    """Show the own tokens, and ask what a new one is for."""
    return _page(Form.blank(token_id=str(new_id()), days=USUAL_DAYS))


@pages.post("")
def issue() -> ResponseReturnValue:
    """Make a token, and show it this once."""
    form = Form.sent(lists=("scopes",), numbers=("days",))
    issued = answered(form, IssueApiTokenRequest(), issue_api_token, of_person_here(form))
    if issued is None:
        return _page(form, 422)
    return render_template("accounts/api_token.html", issued=issued, name=form.value("name"))


@pages.post("/<uuid:token_id>/revoke")
def revoke(token_id: UUID) -> ResponseReturnValue:
    """Let a token open nothing any more."""
    form = Form.sent()
    asked = of_person(form, token_id=str(token_id))
    if done(form, RevokeApiTokenRequest(), revoke_api_token, asked):
        flash(_("Token cofnięty: od teraz nic nie otwiera."))
    else:
        flash(form.problem, "warning")
    return redirect(url_for(".tokens"))


def _page(form: Form, status: int = 200) -> ResponseReturnValue:
    query = OwnApiTokensQuery(actor=person().actor)
    own = look(lambda records, _now: list_api_tokens(query, records))
    page = render_template(
        "accounts/api_tokens.html", form=form, tokens=own, now=desk().clock.now(), words=words
    )
    return page, status
