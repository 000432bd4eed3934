"""What the lists of a service offer beside their rows: saved views, columns, things to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException

from shared.web.application import site_of
from shared.web.guarding import person
from shared.web.listing import ROWS_CHOICES
from shared.workplace.saved_views import SavedView, kept_query
from shared.workplace.stored_views import StoredSavedViews

if TYPE_CHECKING:
    from shared.database import Database
    from shared.kernel.command import Refusal, Role
    from shared.web.bulk import BulkAction
    from shared.web.listing import Listing

WORKPLACE: Final = "owss_workplace"


@dataclass(frozen=True, kw_only=True)
class Workplace:
    """One service's lists by endpoint, who opens each, and what can be done with many rows."""

    service: str
    lists: Mapping[str, frozenset[Role]]
    sentence: Callable[[Refusal], str]
    actions: Sequence[BulkAction] = ()

    def action(self, key: str) -> BulkAction | None:
        """Return what is called so, if the person may do it."""
        found = (each for each in self.actions if each.key == key)
        return next((each for each in found if person().has(each.roles)), None)


@dataclass(frozen=True, kw_only=True)
class Button:
    """One thing that can be done with rows that are ticked."""

    title: str
    address: str


@dataclass(frozen=True, kw_only=True)
class ShownView:
    """A saved view above its list."""

    view: SavedView
    is_here: bool
    is_default: bool


@dataclass(frozen=True, kw_only=True)
class ListTools:
    """What stands above a list."""

    views: Sequence[ShownView]
    query: str
    """The present address, as it would be kept."""
    has_default: bool
    buttons: Sequence[Button]
    rows_choices: Sequence[int] = ROWS_CHOICES


def workplace() -> Workplace:
    """Return what the application of this request was equipped with."""
    found: Workplace = current_app.extensions[WORKPLACE]
    return found


def database() -> Database:
    """Return the database of the service whose page is asked for."""
    return site_of(current_app).runtime.databases[workplace().service]


def may_open_list(path: str) -> bool:
    """Say whether a path is a list of this service that the person may open."""
    inside = path.removeprefix(request.script_root)
    if request.script_root and inside == path:
        return False
    try:
        endpoint, _arguments = current_app.url_map.bind("").match(inside, method="GET")
    except HTTPException:
        return False
    roles = workplace().lists.get(endpoint)
    return roles is not None and person().has(roles)


def tools_of(listing: Listing[Any]) -> ListTools | None:
    """Return what a list that the person looks at offers."""
    if request.endpoint not in workplace().lists:
        return None
    known = person()
    with database().read() as connection:
        stored = StoredSavedViews(connection)
        views = stored.of_list(listing.at.path, known.staff_id)
        default = stored.default_of(listing.at.path, known.staff_id)
    query = kept_query(listing.at.pairs())
    default_id = None if default is None else default.id
    return ListTools(
        views=[
            ShownView(view=view, is_here=view.query == query, is_default=view.id == default_id)
            for view in views
        ],
        query=query,
        has_default=default is not None,
        buttons=_buttons(listing) if listing.row_id is not None else (),
    )


def _buttons(listing: Listing[Any]) -> Sequence[Button]:
    query = urlencode(listing.at.pairs(without={"page", "format"}))
    return [
        Button(
            title=str(action.title),
            address=f"{url_for('batches.start', action=action.key)}?{query}",
        )
        for action in workplace().actions
        if action.list_endpoint == request.endpoint and person().has(action.roles)
    ]
