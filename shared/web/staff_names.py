"""What people of the staff are called, on every page that tells who did something."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from uuid import UUID

import structlog
from flask import current_app, g
from flask_babel import gettext as _

from shared.web.application import site_of
from shared.web.guarding import person

log = structlog.get_logger()


def names_of(staff_ids: Collection[UUID]) -> Mapping[UUID, str]:
    """Return the names that accounts know; a page is drawn without them rather than not at all.

    Each is asked for once while a page is drawn.
    """
    known: dict[UUID, str] = g.setdefault("staff_names", {person().staff_id: person().full_name})
    missing = frozenset(staff_ids) - known.keys()
    if missing:
        known.update(dict.fromkeys(missing, ""))
        try:
            known.update(site_of(current_app).names_of(person().actor, missing))
        except Exception:
            log.exception("no_names")
    return {each: known[each] for each in staff_ids if known[each]}


def name_of(staff_id: UUID) -> str:
    """Return a name, or by what accounts find a person who has none there."""
    return names_of([staff_id]).get(staff_id) or _(
        "osoba o identyfikatorze …%(end)s", end=staff_id.hex[-6:]
    )
