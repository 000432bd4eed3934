"""One Flask application of a service, made like those of all others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from flask import Blueprint, Flask, request
from flask_bootstrap import Bootstrap5
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined

from shared.documents.season import SEASON_BANNER
from shared.kernel import hours, polish
from shared.web.errors import explain
from shared.web.guarding import guard, person_or_none
from shared.web.headers import secure
from shared.web.identity import cookie_of
from shared.web.language import LANGUAGES, chosen_language, speak
from shared.web.listing import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from shared.kernel.command import Refusal
    from shared.web.site import Site

LARGEST_REQUEST: Final = 20 * 1024 * 1024
"""Bytes: a scan of a card or a register of a year has room."""

_SITE: Final = "owss_site"


def service_app(
    import_name: str,
    site: Site,
    *,
    sentence: Callable[[Refusal], str],
    not_found: tuple[type[Refusal], ...] = (),
) -> Flask:
    """Return an application with the layout, the guard and the error pages; no view of its own.

    `sentence` says a refusal of the service in Polish; `not_found` are those that mean that there
    is no such record.
    """
    app = Flask(import_name)
    app.config.update(
        SECRET_KEY=site.secret,
        # One for all services of the node: a form's token and the language hold everywhere.
        SESSION_COOKIE_NAME=cookie_of(site.runtime.node, "form"),
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=site.https,
        # A form that waited over lunch still counts; it ends with the session.
        WTF_CSRF_TIME_LIMIT=None,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
    )
    guard(app, site)
    CSRFProtect(app)
    speak(app, site.translations)
    secure(app, site)
    explain(app, sentence, not_found)
    furnish(app, site)
    return app


def furnish(app: Flask, site: Site) -> None:
    """Let an application know its site, and draw pages with the layout."""
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=polish.day,
        hours=hours.shown,
        moment=polish.moment,
        months=polish.months,
        number=polish.number,
        percent=polish.percent,
        written=written,
    )
    app.extensions[_SITE] = site
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    Bootstrap5(app)
    app.register_blueprint(
        Blueprint(
            "web",
            __name__,
            template_folder="templates",
            static_folder="static",
            static_url_path="/assets",
        )
    )
    app.context_processor(lambda: _what_every_page_shows(site))


def site_of(app: Flask) -> Site:
    """Return what an application was made with."""
    site: Site = app.extensions[_SITE]
    return site


def _what_every_page_shows(site: Site) -> dict[str, Any]:
    person = person_or_none()
    return {
        "banner": SEASON_BANNER if site.runtime.plays_business_time else "",
        "here": request.script_root + request.path,
        "language": chosen_language(),
        "languages": LANGUAGES,
        "menu": [entry for entry in site.menu if person is not None and person.has(entry.roles)],
        "new_id": lambda: str(uuid4()),
        "organisation": site.organisation(),
        "person": person,
    }
