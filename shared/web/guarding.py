"""Who may come in: everybody to what is marked public, all others with a token of accounts."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast
from urllib.parse import urlencode

from flask import g, redirect, request

from shared.kernel.clock import business_day
from shared.kernel.command import NotAuthorised
from shared.web.identity import Person, TokenRefused, token_cookie

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

    from shared.kernel.command import Role
    from shared.web.site import Site

ViewT = TypeVar("ViewT", bound=Callable[..., Any])

RENEW_PATH: Final = "/accounts/renew"
"""Where whoever comes without a valid token gets one, or is asked to log in."""

FACTOR_PATH: Final = "/accounts/me/factor"
"""Where somebody sets up a second factor; whoever has to can open nothing else."""

_PUBLIC: Final = "owss_public"
_READS: Final = {"GET", "HEAD"}


def public(view: ViewT) -> ViewT:
    """Mark a view that needs nobody to be logged in."""
    setattr(view, _PUBLIC, True)
    return view


def only_for(roles: frozenset[Role]) -> Callable[[ViewT], ViewT]:
    """Draw a form for those only who may send it; the others get the page that says so.

    What is sent is judged by the use case all the same: this spares people from typing in vain.
    """

    def reserve(view: ViewT) -> ViewT:
        @wraps(view)
        def guarded(*arguments: Any, **values: Any) -> Any:  # noqa: ANN401 - whatever a view takes
            if not person().has(roles):
                raise NotAuthorised(view.__name__)
            return view(*arguments, **values)

        return cast("ViewT", guarded)

    return reserve


def guard(app: Flask, site: Site) -> None:
    """Let no request reach a view that is not public unless accounts say who it is."""

    @app.before_request
    def identify() -> ResponseReturnValue | None:
        g.person = _person(site)
        if _is_public(app):
            return None
        if g.person is not None:
            return _to_factor(g.person, site)
        return redirect(renewal(request.full_path.rstrip("?")), 302 if _reads() else 307)


def renewal(path: str) -> str:
    """Return the address that leads to a path of this application, by way of accounts.

    What was sent with the request goes along (307), so nobody types anything twice.
    """
    return f"{RENEW_PATH}?{urlencode({'next': request.script_root + path})}"


def person() -> Person:
    """Return who is logged in; only views that are not public may ask."""
    known = person_or_none()
    if known is None:
        message = f"{request.endpoint} is public: nobody need be logged in"
        raise LookupError(message)
    return known


def person_or_none() -> Person | None:
    """Return who is logged in, if anybody is."""
    found: Person | None = g.get("person")
    return found


def own_path(path: str) -> str:
    """Return a path of this node, or the start page for whatever leads elsewhere."""
    leads_here = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if leads_here and path.isprintable() else "/"


def _person(site: Site) -> Person | None:
    token = request.cookies.get(token_cookie(site.runtime.node))
    if token is None:
        return None
    try:
        return site.tokens.read(token, site.runtime.wall_clock.now())
    except TokenRefused:
        return None


def _to_factor(known: Person, site: Site) -> ResponseReturnValue | None:
    """Lead to the second factor whoever can do nothing without one; this is the one place."""
    # Roles are held in real days, also where business time is played.
    today = business_day(site.runtime.wall_clock.now())
    there = (request.script_root + request.path).startswith(FACTOR_PATH)
    return redirect(FACTOR_PATH) if known.needs_factor(today) and not there else None


def _is_public(app: Flask) -> bool:
    endpoint = request.endpoint
    if endpoint is None:
        return True  # the page that says that there is no such page
    if endpoint == "static" or endpoint.endswith(".static"):
        return True
    return bool(getattr(app.view_functions[endpoint], _PUBLIC, False))


def _reads() -> bool:
    return request.method in _READS
