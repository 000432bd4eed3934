"""Who may open which page: the one table of the tests. A new route must be decided on here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from shared.kernel.command import Role

EVERYBODY: Final = frozenset(Role)
"""Whoever is logged in."""

ANYBODY: Final = None
"""Also who is not."""

WHO_OPENS: Final[Mapping[str, frozenset[Role] | None]] = {
    "/": EVERYBODY,
    "/accounts/login": ANYBODY,
    "/accounts/renew": ANYBODY,
    "/language/<code>": ANYBODY,
}


def may_open(role: Role | None, rule: str) -> bool:
    """Say whether a page is for whoever holds the role; `None` is nobody."""
    roles = WHO_OPENS.get(rule, frozenset())
    return roles is ANYBODY or role in roles
