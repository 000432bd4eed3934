"""Which roles need a second factor, and from which day on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final
from uuid import UUID

from shared.kernel.command import Role

RULES_ID: Final = UUID(int=0)
"""Under what the history keeps changes of these rules: they are of the node and of no person."""

Rules = Mapping[Role, date]
"""The first day on which whoever holds the role does nothing without a second factor."""


def required_from(roles: Iterable[Role], rules: Rules) -> date | None:
    """Return the first day on which somebody with these roles needs one; `None` is never."""
    return min((rules[role] for role in roles if role in rules), default=None)
