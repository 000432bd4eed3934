"""Who may open which page: the one table of the tests. A new route must be decided on here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.kernel.command import Role

EVERYBODY: Final = frozenset(Role)
"""Whoever is logged in."""

ANYBODY: Final = None
"""Also who is not."""

ADVISER: Final = frozenset({Role.ADVISER})
POINT: Final = frozenset({Role.ADVISER, Role.COORDINATOR})
"""Who works at a consulting point."""

DECIDING: Final = frozenset({Role.COORDINATOR, Role.DEPUTY_COORDINATOR})
CARDS: Final = POINT | DECIDING

CONSULTATIONS: Final = {
    "/approvals": DECIDING,
    "/approvals/<uuid:card_id>": DECIDING,
    "/cards": CARDS,
    "/cards/<uuid:card_id>": CARDS,
    "/cards/<uuid:card_id>/confirmation": POINT,
    "/cards/<uuid:card_id>/correction": DECIDING,
    "/cards/<uuid:card_id>/edit": ADVISER,
    "/cards/<uuid:card_id>/history": POINT,
    "/cards/<uuid:card_id>/print": CARDS,
    "/cards/new": ADVISER,
    "/register": CARDS,
    "/timesheets": CARDS,
    "/timesheets/<uuid:adviser_id>/<month>": CARDS,
    "/waiting": CARDS,
}

ALL_NODES: Final = frozenset({Role.REPORTING_OFFICER, Role.OPERATIONS})
"""Who sees the figures of all nodes, at the centre."""

STAFF: Final = CARDS | ALL_NODES
READERS: Final = ALL_NODES | {Role.MINISTRY}
"""Who reads submitted reports."""

REPORTING: Final[Mapping[str, frozenset[Role] | None]] = {
    "/": STAFF | READERS,
    "/dashboard/<programme>": STAFF,
    "/event": STAFF,
    "/figures/<name>": STAFF,
    "/figures/<name>/rows": STAFF,
    "/open": ALL_NODES,
    "/reports/<programme>/": READERS,
    "/reports/<programme>/checklist": ALL_NODES,
    "/reports/<programme>/narrative": ALL_NODES,
    "/reports/<programme>/preview": ALL_NODES,
    "/reports/<programme>/submission": ALL_NODES,
    "/reports/<programme>/versions/<int:number>": READERS,
    "/reports/<programme>/versions/<int:number>/changes": ALL_NODES,
    "/reports/<programme>/versions/<int:number>/report.<kind>": READERS,
    "/verification": ANYBODY,
    "/waiting": STAFF | READERS,
}
"""Figures and domain events are of now: the Ministry opens those of a submitted report."""

WHO_OPENS: Final[Mapping[str, frozenset[Role] | None]] = {
    "/": EVERYBODY,
    "/accounts/login": ANYBODY,
    "/accounts/renew": ANYBODY,
    "/language/<code>": ANYBODY,
    **{f"/consultations{rule}": roles for rule, roles in CONSULTATIONS.items()},
    **{f"/reporting{rule}": roles for rule, roles in REPORTING.items()},
}


def may_open(role: Role | None, rule: str) -> bool:
    """Say whether a page is for whoever holds the role; `None` is nobody."""
    roles = WHO_OPENS.get(rule, frozenset())
    return roles is ANYBODY or role in roles
