"""Saved views: the present address of a list, under a name of the person's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import parse_qsl
from uuid import UUID

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from shared.kernel.command import NotAuthorised
from shared.kernel.identifiers import new_id
from shared.web.application import site_of
from shared.web.guarding import person
from shared.web.staff_names import names_of
from shared.web.workplace import database, may_open_list, workplace
from shared.workplace.saved_views import (
    LONGEST_NAME,
    LONGEST_QUERY,
    SavedView,
    ViewNameMissing,
    ViewNameTaken,
    ViewNotFound,
    kept_query,
    usable_name,
)
from shared.workplace.stored_views import StoredSavedViews

pages = Blueprint("saved_views", __name__)

Step = Callable[[StoredSavedViews, SavedView], str]


@pages.get("/views")
def views() -> ResponseReturnValue:
    """Show the views of a list, and what can be done with each."""
    path = _list_path(request.args.get("path", ""))
    me = person().staff_id
    with database().read() as connection:
        stored = StoredSavedViews(connection)
        found, default = stored.of_list(path, me), stored.default_of(path, me)
    return render_template(
        "web/saved_views.html",
        path=path,
        query=_query(request.args.get("query", "")),
        views=found,
        default_id=default and default.id,
        names=names_of([each.owner_id for each in found]),
        longest_name=LONGEST_NAME,
    )


@pages.post("/views")
def save() -> ResponseReturnValue:
    """Keep the present address under a name, and lead back to it."""
    path = _list_path(request.form.get("path", ""))
    query = _query(request.form.get("query", ""))
    back = f"{path}?{query or 'view=none'}"
    try:
        view = SavedView(
            id=new_id(),
            owner_id=person().staff_id,
            path=path,
            name=usable_name(request.form.get("name", "")),
            query=query,
            is_shared="is_shared" in request.form,
            saved_at=site_of(current_app).runtime.wall_clock.now(),
        )
        with database().write(wakes=False) as connection:
            stored = StoredSavedViews(connection)
            view = stored.add(view)
            if "makes_default" in request.form:
                stored.let_open_with(view, person().staff_id)
    except (ViewNameMissing, ViewNameTaken) as refusal:
        flash(_said(refusal), "danger")
        return redirect(back)
    flash(_("Zapisano widok „%(name)s”.", name=view.name))
    return redirect(back)


@pages.post("/views/<uuid:view_id>/<step>")
def change(view_id: UUID, step: str) -> ResponseReturnValue:
    """Rename, overwrite, share, open first or remove a view."""
    if not any(person().has(roles) for roles in workplace().lists.values()):
        raise NotAuthorised(step)
    if step not in STEPS:
        abort(404)
    with database().write(wakes=False) as connection:
        stored = StoredSavedViews(connection)
        view = _view(stored.get if step in _OF_ANY_VIEW else stored.own, view_id)
        try:
            with connection.begin_nested():
                flash(STEPS[step](stored, view))
        except (ViewNameMissing, ViewNameTaken) as refusal:
            flash(_said(refusal), "danger")
    return redirect(url_for(".views", path=view.path, query=_query(request.form.get("query", ""))))


def _view(get: Callable[[UUID, UUID], SavedView], view_id: UUID) -> SavedView:
    """Return a view of a list that the person may open; any other is not there."""
    try:
        view = get(view_id, person().staff_id)
    except ViewNotFound:
        abort(404)
    _list_path(view.path)
    return view


def _rename(stored: StoredSavedViews, view: SavedView) -> str:
    stored.save(replace(view, name=usable_name(request.form.get("name", ""))))
    return _("Zmieniono nazwę widoku.")


def _overwrite(stored: StoredSavedViews, view: SavedView) -> str:
    stored.save(replace(view, query=_query(request.form.get("query", ""))))
    return _("Widok „%(name)s” pokazuje odtąd to, co jest teraz na liście.", name=view.name)


def _share(stored: StoredSavedViews, view: SavedView) -> str:
    stored.save(replace(view, is_shared=True))
    return _("Widok „%(name)s” widzi odtąd każdy, kto otwiera tę listę.", name=view.name)


def _unshare(stored: StoredSavedViews, view: SavedView) -> str:
    stored.save(replace(view, is_shared=False))
    return _("Widok „%(name)s” widzisz odtąd tylko Ty.", name=view.name)


def _make_default(stored: StoredSavedViews, view: SavedView) -> str:
    stored.let_open_with(view, person().staff_id)
    return _("Lista będzie się otwierać z widokiem „%(name)s”.", name=view.name)


def _make_plain(stored: StoredSavedViews, view: SavedView) -> str:
    stored.open_plainly(view.path, person().staff_id)
    return _("Lista będzie się otwierać bez widoku.")


def _remove(stored: StoredSavedViews, view: SavedView) -> str:
    stored.remove(view)
    return _("Usunięto widok „%(name)s”.", name=view.name)


STEPS: Final[dict[str, Step]] = {
    "rename": _rename,
    "overwrite": _overwrite,
    "share": _share,
    "unshare": _unshare,
    "default": _make_default,
    "plain": _make_plain,
    "remove": _remove,
}


_OF_ANY_VIEW: Final = {"default", "plain"}
"""What is done with views of others, too; the rest is for whoever saved the view."""


def _list_path(path: str) -> str:
    """Return the path of a list that the person may open; refuse any other."""
    if not may_open_list(path):
        raise NotAuthorised(path)
    return path


def _query(query: str) -> str:
    kept = kept_query(parse_qsl(query))
    if len(kept) > LONGEST_QUERY:
        abort(400)
    return kept


def _said(refusal: ViewNameMissing | ViewNameTaken) -> str:
    if isinstance(refusal, ViewNameTaken):
        return _("Masz już widok tej listy o takiej nazwie. Wybierz inną nazwę.")
    return _("Nazwij widok; nazwa może mieć najwyżej %(most)s znaków.", most=LONGEST_NAME)
