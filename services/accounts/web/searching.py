"""Looking for something in everything: each service answers its part, a silent one is named."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from services.accounts.application.authorise import ADMINISTRATOR
from services.accounts.application.commands import PeopleQuery
from services.accounts.application.list_people import list_people
from services.accounts.domain.people import PeopleFilter, PeopleOrder
from services.accounts.web.desk import desk, look
from shared.web.guarding import person
from shared.web.searching import Hit, Hits, asked_words, drawn, is_pesel

SEARCH: Final = "search"
"""Under which name every service tells what it finds."""

MOST_PEOPLE: Final = 10

pages = Blueprint("searching", __name__)


@pages.get("/search")
def search() -> ResponseReturnValue:
    """Show what was found; a PESEL is taken out of the address and looked for nowhere."""
    typed = asked_words()
    if is_pesel(typed):
        flash(
            _("Po numerze PESEL nie można szukać. Szukaj po nazwie."),
            "warning",
        )
        return redirect(url_for(".search"))
    cookies, asked = request.headers.get("Cookie", ""), urlencode({"q": typed})
    found = desk().fragments(cookies, f"{SEARCH}?{asked}") if typed else ()
    # Each service escaped what it says.
    parts = [Markup(part.html) for part in found if part.html and part.html.strip()]  # noqa: S704 - see above
    return render_template(
        "accounts/search.html",
        typed=typed,
        parts=parts + ([Markup(people)] if (people := _people(typed).strip()) else []),  # noqa: S704 - see above
        missing=[part.service for part in found if part.html is None],
    )


def _people(typed: str) -> str:
    """Return the people found, for who may see the list of them."""
    if not typed or not person().has(ADMINISTRATOR):
        return ""
    query = PeopleQuery(
        actor=person().actor,
        filter=PeopleFilter(text=typed),
        order=PeopleOrder.FULL_NAME,
        descending=False,
        page=1,
        rows_of_a_page=MOST_PEOPLE,
    )
    rows = look(lambda records, _now: list_people(query, records)).rows
    hits = [
        Hit(address=url_for("people.person_page", staff_id=row.staff_id), words=row.full_name)
        for row in rows
    ]
    return drawn(_("Konta"), [Hits(title=_("Osoby"), hits=hits)])
