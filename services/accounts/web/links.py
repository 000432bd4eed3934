"""What a link opens: the first password, or another one; and asking for such a link."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.accounts.application.accept_invitation import accept_invitation
from services.accounts.application.read_link import read_link
from services.accounts.application.request_reset import request_reset
from services.accounts.application.reset_password import reset_password
from services.accounts.application.sign_in_commands import LinkQuery
from services.accounts.domain.one_time_link import LinkPurpose, path_of
from services.accounts.domain.refusals import LinkNotValid
from services.accounts.requests import schemas
from services.accounts.web import words
from services.accounts.web.asking import AGAIN, done, of_nobody
from services.accounts.web.desk import look, said
from shared.web.forms import Form
from shared.web.guarding import public

pages = Blueprint("links", __name__, url_prefix="/accounts")


@pages.get("/invitation/<token>")
@public
def invitation(token: str) -> ResponseReturnValue:
    """Ask somebody who was invited for a password of their own."""
    return _password_page(LinkPurpose.INVITATION, token, Form.blank())


@pages.post("/invitation/<token>")
@public
def accept(token: str) -> ResponseReturnValue:
    """Let the person in."""
    form = _typed_twice()
    asked = of_nobody(form, token=token)
    schema = schemas.AcceptInvitationRequest()
    if form.is_wrong or not done(form, schema, accept_invitation, asked):
        return _password_page(LinkPurpose.INVITATION, token, form)
    flash(_("Hasło zapisane. Możesz się zalogować."))
    return redirect(url_for("sign_in.login"))


@pages.get("/reset/<token>")
@public
def reset(token: str) -> ResponseReturnValue:
    """Ask somebody who forgot their password for another."""
    return _password_page(LinkPurpose.RESET, token, Form.blank())


@pages.post("/reset/<token>")
@public
def take_new_password(token: str) -> ResponseReturnValue:
    """Take the other password."""
    form = _typed_twice()
    asked = of_nobody(form, token=token)
    schema = schemas.ResetPasswordRequest()
    if form.is_wrong or not done(form, schema, reset_password, asked):
        return _password_page(LinkPurpose.RESET, token, form)
    flash(_("Nowe hasło zapisane, a otwarte sesje zakończone. Zaloguj się."))
    return redirect(url_for("sign_in.login"))


@pages.get("/forgotten")
@public
def forgotten() -> ResponseReturnValue:
    """Ask whose password was forgotten."""
    return render_template("accounts/forgotten.html", form=Form.blank())


@pages.post("/forgotten")
@public
def ask_for_link() -> ResponseReturnValue:
    """Let the administrators know; what is said is the same whoever asks."""
    form = Form.sent()
    if not done(form, schemas.RequestResetRequest(), request_reset, of_nobody(form)):
        return render_template("accounts/forgotten.html", form=form), 422
    flash(_("Jeśli jest takie konto, administrator węzła już widzi prośbę i przekaże odnośnik."))
    return redirect(url_for("sign_in.login"))


def _typed_twice() -> Form:
    """Return what was sent; two passwords that differ have to be put right."""
    form = Form.sent()
    if form.value("password") != form.value(AGAIN):
        form.errors = {AGAIN: [_("To inne hasło niż wyżej. Wpisz oba jeszcze raz.")]}
    return form


def _password_page(purpose: LinkPurpose, token: str, form: Form) -> ResponseReturnValue:
    query = LinkQuery(token=token, purpose=purpose)

    try:
        holder = look(lambda records, now: read_link(query, records, now))
    except LinkNotValid as refusal:
        return render_template("accounts/link_over.html", text=said(refusal)), 410
    page = render_template(
        "accounts/password_by_link.html",
        form=form,
        holder=holder,
        title=str(words.PURPOSES[purpose]),
        action=path_of(purpose, token),
    )
    return page, 422 if form.is_wrong else 200
