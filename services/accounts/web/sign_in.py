"""Logging in and out, and the next five minutes of whoever is logged in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.accounts.application.confirm_second_factor import confirm_second_factor
from services.accounts.application.log_in import log_in
from services.accounts.application.log_out import log_out
from services.accounts.application.note_seen import note_seen
from services.accounts.application.renew import renew as renew_query
from services.accounts.application.sign_in_commands import (
    NOBODY,
    ConfirmSecondFactor,
    LoggedIn,
    LogIn,
    LogOut,
    NoteSeen,
    Renew,
    SignedIn,
)
from services.accounts.domain.refusals import SessionOver
from services.accounts.storage.performing import renew_session
from services.accounts.web.desk import carry_out, desk, look, said
from shared.web.forms import Form
from shared.web.guarding import own_path, public
from shared.web.identity import Person, cookie_of

if TYPE_CHECKING:
    from flask import Response


DEVICE_LIFE: Final = 180 * 24 * 3600
"""Seconds for which a browser that somebody logged in with before counts as known."""

ACCOUNTS_PATH: Final = "/accounts"
"""Where a session is shown; everywhere else only the token is."""

_KEPT: Final = "kept."
"""Before the names of fields that wait, behind a log-in, to be sent on."""

pages = Blueprint("sign_in", __name__, url_prefix=ACCOUNTS_PATH)


@pages.get("/login")
@public
def login() -> ResponseReturnValue:
    """Ask who it is."""
    return _login_page(Form.blank(next=own_path(request.args.get("next", ""))), [])


@pages.post("/login")
@public
def enter() -> ResponseReturnValue:
    """Let in, or ask for the second factor."""
    form = Form.sent()
    command = LogIn(
        command_id=uuid4(),
        login=form.value("login"),
        password=form.value("password"),
        address=_address(),
        device=known_device(),
    )
    logged_in = form.attempt(lambda: carry_out(command, log_in), said)
    if logged_in is None:
        return _login_page(form, list(_kept()), status=422)
    if logged_in.ticket is not None:
        return _factor_page(Form.blank(next=form.value("next"), ticket=logged_in.ticket))
    return _entered(logged_in, form.value("next"))


@pages.post("/login/code")
@public
def confirm() -> ResponseReturnValue:
    """Let in whoever has the second factor, too."""
    form = Form.sent()
    command = ConfirmSecondFactor(
        command_id=uuid4(),
        ticket=form.value("ticket"),
        code=form.value("code"),
        address=_address(),
        device=known_device(),
    )
    logged_in = form.attempt(lambda: carry_out(command, confirm_second_factor), said)
    if logged_in is None:
        return _factor_page(form, status=422)
    return _entered(logged_in, form.value("next"))


@pages.route("/renew", methods=["GET", "POST"])
@public
def renew() -> ResponseReturnValue:
    """Give whoever has a session the next token, and lead on; ask all others to log in.

    What was sent with the request goes on with it, also by way of a log-in.
    """
    led_to = own_path(request.args.get("next", ""))
    known = _signed_in()
    if known is not None:
        response = make_response(redirect(led_to, 302 if request.method == "GET" else 307))
        _hand_over_token(response, known)
        return response
    if request.method == "GET":
        return redirect(url_for(".login", next=led_to))
    waiting = [(name, value) for name, value in request.form.items(multi=True) if _may_wait(name)]
    return _login_page(Form.blank(next=led_to), waiting, status=401)


@pages.post("/session/look")
@public
def look_at_session() -> ResponseReturnValue:
    """Tell a page that is open how long its session still lasts, without lengthening it."""
    session = request.cookies.get(_cookie("session"))
    try:
        known = look(lambda records, now: renew_query(Renew(session=session or ""), records, now))
    except SessionOver:
        return {"seconds": 0}
    return {"seconds": _seconds_until(known.expires_unless_seen)}


@pages.post("/session/stay")
@public
def stay() -> ResponseReturnValue:
    """Keep that the person is there, because they say so, and tell how long that holds."""
    session = request.cookies.get(_cookie("session"))
    if _signed_in() is None or session is None:
        return {"seconds": 0}
    carry_out(NoteSeen(command_id=uuid4(), actor=NOBODY, session=session), note_seen)
    known = _session(session)
    response = make_response({"seconds": _seconds_until(known.expires_at)})
    _hand_over_token(response, known)
    return response


@pages.post("/logout")
@public
def leave() -> ResponseReturnValue:
    """End the session."""
    session = request.cookies.get(_cookie("session"))
    if session is not None:
        carry_out(LogOut(command_id=uuid4(), session=session), log_out)
    response = make_response(redirect(url_for(".login")))
    response.delete_cookie(_cookie("session"), path=ACCOUNTS_PATH)
    drop_token(response)
    return response


def _entered(logged_in: LoggedIn, led_to: str) -> ResponseReturnValue:
    """Lead on to where the person was going, with what had been sent there, if anything."""
    waiting = list(_kept())
    led_to = own_path(led_to)
    known = _session(logged_in.session or "")
    if waiting:
        page = render_template(
            "accounts/go_on.html", name=known.full_name, to=led_to, waiting=waiting
        )
        response = make_response(page)
    else:
        response = make_response(redirect(led_to))
    _set_cookie(response, _cookie("session"), logged_in.session or "", path=ACCOUNTS_PATH)
    if logged_in.device is not None:
        _set_cookie(
            response, _cookie("device"), logged_in.device, path=ACCOUNTS_PATH, max_age=DEVICE_LIFE
        )
    _hand_over_token(response, known)
    return response


def drop_token(response: Response) -> None:
    """Let the next page ask again what the person may do: it is more than a moment ago."""
    response.delete_cookie(_cookie("token"))


def known_device() -> str | None:
    """Return by what accounts know a browser that somebody logged in with before."""
    return request.cookies.get(_cookie("device"))


def _cookie(name: str) -> str:
    return cookie_of(desk().signer.node, name)


def _signed_in() -> SignedIn | None:
    session = request.cookies.get(_cookie("session"))
    if session is None:
        return None
    try:
        return _session(session)
    except SessionOver:
        return None


def _session(session: str) -> SignedIn:
    at = desk()
    return renew_session(at.database, at.source, Renew(session=session), at.clock.now(), at.tools)


def _seconds_until(moment: datetime) -> int:
    return max(0, int((moment - desk().clock.now()).total_seconds()))


def _hand_over_token(response: Response, known: SignedIn) -> None:
    person = Person(
        staff_id=known.staff_id,
        full_name=known.full_name,
        roles=known.roles,
        session=known.session_digest,
        session_ends=known.expires_at,
        factor_by=known.factor_by,
    )
    _set_cookie(response, _cookie("token"), desk().signer.sign(person, desk().clock.now()))


def _set_cookie(
    response: Response, name: str, value: str, *, path: str = "/", max_age: int | None = None
) -> None:
    response.set_cookie(
        name,
        value,
        max_age=max_age,
        path=path,
        secure=desk().https,
        httponly=True,
        samesite="Lax",
    )


def _kept() -> Iterator[tuple[str, str]]:
    """Return the fields that wait to be sent on."""
    for name, value in request.form.items(multi=True):
        if name.startswith(_KEPT):
            yield name.removeprefix(_KEPT), value


def _may_wait(name: str) -> bool:
    """Say whether a field may stand in a page in the meantime; a password may not."""
    return "password" not in name


def _login_page(
    form: Form, waiting: list[tuple[str, str]], status: int = 200
) -> ResponseReturnValue:
    return render_template("accounts/login.html", form=form, waiting=waiting), status


def _factor_page(form: Form, status: int = 200) -> ResponseReturnValue:
    return render_template("accounts/factor.html", form=form, waiting=list(_kept())), status


def _address() -> str:
    return request.remote_addr or ""
