"""Pages of accounts: logging in, the start page, people and their rights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from flask_wtf.csrf import CSRFProtect

from services.accounts.domain.refusals import PersonNotFound
from services.accounts.web import (
    api_tokens,
    factor_rules,
    language,
    links,
    me,
    people,
    personal_data,
    searching,
    sign_in,
    start,
)
from services.accounts.web.bulk import workplace
from services.accounts.web.desk import DESK, Desk, said
from services.accounts.web.sign_in import ACCOUNTS_PATH
from shared.web.application import service_app
from shared.web.equipping import equip

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from services.accounts.storage.tools import Tools
    from services.accounts.web.start import Fragment
    from shared.web.identity import TokenSigner
    from shared.web.site import Site

ACCOUNTS = "accounts"


def create_app(
    site: Site,
    *,
    signer: TokenSigner,
    tools: Tools,
    fragments: Callable[[str, str], Sequence[Fragment]],
    unacknowledged_since: Callable[[], datetime | None],
) -> Flask:
    """Return the application of a node's root: what is not another service's is here.

    `fragments` gets the parts of a page from the services, given the browser's cookies and what
    each is asked for, such as `waiting`;
    `unacknowledged_since` tells since when the centre has not acknowledged something.
    """
    app = service_app(__name__, site, sentence=said, not_found=(PersonNotFound,))
    app.extensions[DESK] = Desk(
        database=site.runtime.databases[ACCOUNTS],
        source=site.runtime.source(ACCOUNTS),
        clock=site.runtime.wall_clock,
        tools=tools,
        signer=signer,
        https=site.https,
        fragments=fragments,
        unacknowledged_since=unacknowledged_since,
    )
    for pages in (
        sign_in.pages,
        links.pages,
        me.pages,
        api_tokens.pages,
        people.pages,
        personal_data.pages,
        factor_rules.pages,
        start.pages,
        searching.pages,
        language.pages,
    ):
        app.register_blueprint(pages)
    equip(app, workplace(), prefix=ACCOUNTS_PATH)
    # It mints the next token for the same session and does nothing else; what is sent along is
    # judged where it goes to.
    forgery_guard: CSRFProtect = app.extensions["csrf"]
    forgery_guard.exempt(app.view_functions["sign_in.renew"])
    return app
