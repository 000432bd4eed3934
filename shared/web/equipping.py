"""An application gets saved views and batches for its lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import redirect, request

from shared.web import batches, saved_views
from shared.web.guarding import person, person_or_none
from shared.web.workplace import WORKPLACE, Workplace, database, tools_of
from shared.workplace.stored_views import StoredSavedViews

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue


def equip(app: Flask, workplace: Workplace, *, prefix: str = "") -> None:
    """Let the application's lists have saved views; a default one opens by the bare address.

    `prefix` is where its pages begin, if not at its root.
    """
    app.extensions[WORKPLACE] = workplace
    app.jinja_env.globals["list_tools"] = tools_of
    app.register_blueprint(saved_views.pages, url_prefix=prefix)
    if workplace.actions:
        app.register_blueprint(batches.pages, url_prefix=prefix)

    @app.before_request
    def open_default() -> ResponseReturnValue | None:
        is_bare = request.method == "GET" and not request.query_string
        if not is_bare or request.endpoint not in workplace.lists or person_or_none() is None:
            return None
        with database().read() as connection:
            view = StoredSavedViews(connection).default_of(
                request.script_root + request.path, person().staff_id
            )
        return None if view is None or not view.query else redirect(view.address)
