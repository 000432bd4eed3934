"""Who asks: a program shows an API token, and accounts say whose it is, at every request."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from math import ceil
from typing import TYPE_CHECKING, Final

from flask import g, request
from flask_babel import gettext as _

from shared.kernel.command import NotAuthorised
from shared.web.api.problems import Problem
from shared.web.api.wrong_tokens import WrongTokens

if TYPE_CHECKING:
    from flask import Flask

    from shared.kernel.scope import Scope
    from shared.web.api.operations import Operation
    from shared.web.identity import Person
    from shared.web.site import Site

Exchange = Callable[[str], str | None]
"""Accounts' part: gives the signed five-minute token for an API token, or nothing."""

_SCHEME: Final = "bearer"


def let_in_by_token(
    app: Flask,
    site: Site,
    exchange: Exchange,
    operations: Mapping[str, Operation],
    wrong_tokens: WrongTokens,
) -> None:
    """Let no request reach an operation unless its token, its scope and a role allow it."""

    @app.before_request
    def identify() -> None:
        operation = operations.get(request.endpoint or "")
        if operation is None or operation.scope is None:
            return
        g.person = _person(site, exchange, wrong_tokens)
        if operation.scope not in g.person.scopes:
            raise _scope_missing(operation.scope)
        if operation.roles is not None and not g.person.has(operation.roles):
            # The use case would refuse too, once it had read everything else.
            raise NotAuthorised(operation.name)


def _person(site: Site, exchange: Exchange, wrong_tokens: WrongTokens) -> Person:
    """Return who asks, or raise `Problem`; cookies do not count."""
    scheme, _space, text = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != _SCHEME or not text:
        raise _unknown(_("Podaj token w nagłówku Authorization: Bearer owss_…"), "")
    now = site.runtime.wall_clock.now()
    signed = exchange(text.strip())
    if signed is not None:
        return site.tokens.read(signed, now)
    wait = wrong_tokens.count(request.remote_addr or "", now)
    if wait is not None:
        raise Problem(
            HTTPStatus.TOO_MANY_REQUESTS,
            "too-many-wrong-tokens",
            _("Z tego adresu przyszło za dużo złych tokenów. Sprawdź token i poczekaj."),
            headers={"Retry-After": str(max(1, ceil(wait.total_seconds())))},
        )
    raise _unknown(
        _("Ten token nie działa: jest nieznany, cofnięty albo minął jego czas."),
        ', error="invalid_token"',
    )


def _unknown(detail: str, error: str) -> Problem:
    challenge = {"WWW-Authenticate": f'Bearer realm="owss"{error}'}
    return Problem(HTTPStatus.UNAUTHORIZED, "token-needed", detail, headers=challenge)


def _scope_missing(scope: Scope) -> Problem:
    error = f'Bearer realm="owss", error="insufficient_scope", scope="{scope}"'
    detail = _("Ten token nie ma zakresu %(scope)s. Utwórz token z tym zakresem.", scope=scope)
    headers = {"WWW-Authenticate": error}
    return Problem(HTTPStatus.FORBIDDEN, "scope-missing", detail, headers=headers)
