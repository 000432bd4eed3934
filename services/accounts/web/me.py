"""The own account: password, second factor, sessions."""

from __future__ import annotations

from collections.abc import Sequence

import segno
from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.accounts.application.change_password import change_password
from services.accounts.application.end_session import end_session
from services.accounts.application.own_commands import OwnAccount, OwnAccountQuery
from services.accounts.application.read_own_account import read_own_account
from services.accounts.application.renew_recovery_codes import renew_recovery_codes
from services.accounts.application.set_up_second_factor import set_up_second_factor
from services.accounts.application.switch_off_second_factor import switch_off_second_factor
from services.accounts.application.switch_on_second_factor import switch_on_second_factor
from services.accounts.requests import schemas
from services.accounts.web import words
from services.accounts.web.asking import AGAIN, answered, done, of_person, of_person_here
from services.accounts.web.desk import desk, look
from services.accounts.web.sign_in import drop_token
from shared.kernel.clock import business_day
from shared.web.forms import Form
from shared.web.guarding import person

QR_SCALE = 5
"""Points of a screen for each square: a telephone reads it from half a metre."""

pages = Blueprint("me", __name__, url_prefix="/accounts/me")


@pages.get("")
def account() -> ResponseReturnValue:
    """Show the own account."""
    return render_template(
        "accounts/me.html", own=_own(), here_session=person().session, words=words
    )


@pages.get("/password")
def password() -> ResponseReturnValue:
    """Ask for the present password and another."""
    return render_template("accounts/own_password.html", form=Form.blank())


@pages.post("/password")
def take_new_password() -> ResponseReturnValue:
    """Take another password and end the other sessions."""
    form = Form.sent()
    if form.value("new_password") != form.value(AGAIN):
        form.errors = {AGAIN: [_("To inne hasło niż wyżej. Wpisz oba jeszcze raz.")]}
    asked = of_person_here(form, session_digest=person().session)
    schema = schemas.ChangePasswordRequest()
    if form.is_wrong or not done(form, schema, change_password, asked):
        return render_template("accounts/own_password.html", form=form), 422
    flash(_("Hasło zmienione, a inne sesje zakończone."))
    return redirect(url_for(".account"))


@pages.get("/factor")
def factor() -> ResponseReturnValue:
    """Ask for the password, to begin or to end using a second factor."""
    return _factor_page(Form.blank())


@pages.post("/factor/secret")
def set_up() -> ResponseReturnValue:
    """Show the secret for the application, as a QR code and as a text."""
    form = Form.sent()
    schema = schemas.SetUpSecondFactorRequest()
    begun = answered(form, schema, set_up_second_factor, of_person_here(form))
    if begun is None:
        return _factor_page(form, 422)
    return _code_page(Form.blank(secret=begun.secret, address=begun.address))


@pages.post("/factor/on")
def switch_on() -> ResponseReturnValue:
    """Switch it on, and show the codes for paper."""
    form = Form.sent()
    typed = Form({"code": form.value("code")}, form.command_id)
    schema = schemas.SwitchOnSecondFactorRequest()
    told = answered(typed, schema, switch_on_second_factor, of_person_here(typed))
    if told is None:
        form.errors, form.problem = typed.errors, typed.problem
        return _code_page(form, 422)
    response = make_response(_codes_page(told.codes))
    drop_token(response)
    return response


@pages.post("/factor/codes")
def renew_codes() -> ResponseReturnValue:
    """Show new codes for paper."""
    form = Form.sent()
    schema = schemas.RenewRecoveryCodesRequest()
    told = answered(form, schema, renew_recovery_codes, of_person_here(form))
    return _factor_page(form, 422) if told is None else _codes_page(told.codes)


@pages.post("/factor/off")
def switch_off() -> ResponseReturnValue:
    """Go back to the password alone."""
    form = Form.sent()
    schema = schemas.SwitchOffSecondFactorRequest()
    if not done(form, schema, switch_off_second_factor, of_person_here(form)):
        return _factor_page(form, 422)
    flash(_("Drugi składnik wyłączony."))
    return redirect(url_for(".account"))


@pages.post("/sessions/<session_digest>/end")
def end(session_digest: str) -> ResponseReturnValue:
    """End one of the own sessions."""
    form = Form.sent()
    asked = of_person(form, session_digest=session_digest)
    if done(form, schemas.EndSessionRequest(), end_session, asked):
        flash(_("Sesja zakończona."))
    else:
        flash(form.problem, "warning")
    return redirect(url_for(".account"))


def _own() -> OwnAccount:
    query = OwnAccountQuery(actor=person().actor)
    return look(lambda records, now: read_own_account(query, records, now))


def _factor_page(form: Form, status: int = 200) -> ResponseReturnValue:
    today = business_day(desk().clock.now())
    page = render_template(
        "accounts/own_factor.html",
        form=form,
        own=_own(),
        needs_factor=person().needs_factor(today),
        factor_by=person().factor_by,
    )
    return page, status


def _code_page(form: Form, status: int = 200) -> ResponseReturnValue:
    """Show the secret, which the browser sends back until a code of it was right."""
    picture = segno.make(form.value("address"), error="m").svg_data_uri(scale=QR_SCALE)
    page = render_template("accounts/factor_code.html", form=form, picture=picture)
    return page, status


def _codes_page(codes: Sequence[str]) -> ResponseReturnValue:
    return render_template("accounts/recovery_codes.html", codes=codes)
