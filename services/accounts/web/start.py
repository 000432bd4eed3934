"""The start page "Dziś": what waits for the person, from each service."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from services.accounts.application.authorise import ADMINISTRATOR
from services.accounts.web.desk import desk
from shared.kernel.clock import business_day
from shared.web.application import site_of
from shared.web.guarding import person

LONG_SILENT: Final = timedelta(minutes=10)
"""After which people are told that the centre does not acknowledge; a heartbeat takes 15 s."""

pages = Blueprint("start", __name__)


@dataclass(frozen=True, kw_only=True)
class Fragment:
    """What one service has to say; `html` is `None` if it could not be asked."""

    service: str
    html: str | None


@pages.get("/")
def today() -> ResponseReturnValue:
    """Show what waits, and which service does not answer."""
    at = desk()
    found = at.fragments(request.headers.get("Cookie", ""))
    since = at.unacknowledged_since()
    return render_template(
        "accounts/today.html",
        day=business_day(site_of(current_app).runtime.clock.now()),
        # Each service escaped what it says.
        parts=[Markup(part.html) for part in found if part.html],  # noqa: S704 - see above
        silent_since=since if since and at.clock.now() - since > LONG_SILENT else None,
        may_invite=person().has(ADMINISTRATOR),
        missing=[part.service for part in found if part.html is None],
    )
