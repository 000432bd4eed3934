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

COORDINATOR: Final = frozenset({Role.COORDINATOR})
KEEPING: Final = COORDINATOR | {Role.NODE_ADMINISTRATOR}
"""Who answers for the personal data of a node."""

CONSULTATIONS: Final = {
    "/appointments": POINT,
    "/appointments/<uuid:appointment_id>": POINT,
    "/appointments/new": POINT,
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
    "/calendar": POINT,
    "/clients": POINT,
    "/clients/<uuid:client_id>": POINT,
    "/clients/<uuid:client_id>/edit": POINT,
    "/clients/<uuid:client_id>/erase": COORDINATOR,
    "/clients/<uuid:client_id>/follow-up": POINT,
    "/clients/<uuid:client_id>/history": POINT,
    "/clients/<uuid:client_id>/merge": COORDINATOR,
    "/clients/<uuid:client_id>/path": POINT,
    "/clients/<uuid:client_id>/path/<uuid:path_id>/close": POINT,
    "/clients/<uuid:client_id>/person.<file_format>": KEEPING,
    "/clients/<uuid:client_id>/received": POINT,
    "/clients/<uuid:client_id>/referral": POINT,
    "/clients/<uuid:client_id>/timeline": POINT,
    "/clients/<uuid:client_id>/views": KEEPING,
    "/clients/duplicates": COORDINATOR,
    "/clients/new": POINT,
    "/duties/<uuid:duty_id>/correct": COORDINATOR,
    "/duties/new": POINT,
    "/follow-ups": POINT,
    "/import": COORDINATOR,
    "/import/template/<kind>.xlsx": COORDINATOR,
    "/referrals/<uuid:referral_id>/slip.pdf": POINT,
    "/register": CARDS,
    "/team": KEEPING,
    "/team/advisers/<uuid:adviser_id>": KEEPING,
    "/team/advisers/new": KEEPING,
    "/team/deputies/<uuid:deputy_id>/recall": KEEPING,
    "/team/deputies/new": KEEPING,
    "/timesheets": CARDS,
    "/timesheets/<uuid:adviser_id>/<month>": CARDS,
    "/waiting": CARDS,
    "/working-hours/<uuid:adviser_id>": POINT,
    "/working-hours/<uuid:adviser_id>/exception": POINT,
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
    "/reports/<programme>/submission": frozenset({Role.REPORTING_OFFICER}),
    "/reports/<programme>/versions/<int:number>": READERS,
    "/reports/<programme>/versions/<int:number>/changes": ALL_NODES,
    "/reports/<programme>/versions/<int:number>/report.<kind>": READERS,
    "/verification": ANYBODY,
    "/waiting": STAFF | READERS,
}
"""Figures and domain events are of now: the Ministry opens those of a submitted report."""

ADMINISTRATOR: Final = frozenset({Role.NODE_ADMINISTRATOR})

ACCOUNTS: Final[Mapping[str, frozenset[Role] | None]] = {
    "/forgotten": ANYBODY,
    "/invitation/<token>": ANYBODY,
    "/login": ANYBODY,
    "/me": EVERYBODY,
    "/me/factor": EVERYBODY,
    "/me/password": EVERYBODY,
    "/me/tokens": EVERYBODY,
    "/people": ADMINISTRATOR,
    "/people/<uuid:staff_id>": ADMINISTRATOR,
    "/people/<uuid:staff_id>/history": ADMINISTRATOR,
    "/people/new": ADMINISTRATOR,
    "/renew": ANYBODY,
    "/reset/<token>": ANYBODY,
}

WHO_OPENS: Final[Mapping[str, frozenset[Role] | None]] = {
    "/": EVERYBODY,
    **{f"/accounts{rule}": roles for rule, roles in ACCOUNTS.items()},
    "/language/<code>": ANYBODY,
    **{f"/consultations{rule}": roles for rule, roles in CONSULTATIONS.items()},
    **{f"/reporting{rule}": roles for rule, roles in REPORTING.items()},
}


def may_open(role: Role | None, rule: str) -> bool:
    """Say whether a page is for whoever holds the role; `None` is nobody."""
    roles = WHO_OPENS.get(rule, frozenset())
    return roles is ANYBODY or role in roles
