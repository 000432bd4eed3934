"""A list as somebody wants to see it again: its address, under a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import urlencode
from uuid import UUID

from shared.kernel.command import Refusal

LONGEST_NAME: Final = 80
LONGEST_QUERY: Final = 2000
"""Characters; a longer address is nobody's choice of filters."""

_OF_THE_MOMENT: Final = frozenset({"page", "format", "view"})
"""What an address says of one look only, and not of how the list is to be seen."""


class ViewNotFound(Refusal):
    """A view is changed by whoever saved it, and opened by them or by those it is shared with."""


class ViewNameTaken(Refusal):
    """One person's views of one list have names of their own."""


class ViewNameMissing(Refusal):
    """A view has a name, of at most `LONGEST_NAME` characters."""


@dataclass(frozen=True, kw_only=True)
class SavedView:
    """`path` is the list; `query` the rest of the address, as `kept_query` writes it."""

    id: UUID
    owner_id: UUID
    path: str
    name: str
    query: str
    is_shared: bool
    saved_at: datetime

    @property
    def address(self) -> str:
        """Where the list is seen like this; without a query it says that none is wanted."""
        return f"{self.path}?{self.query or 'view=none'}"


def kept_query(pairs: Iterable[tuple[str, str]]) -> str:
    """Return what of an address is kept: sorted, so that the same view is the same text."""
    kept = sorted((name, value) for name, value in pairs if value and name not in _OF_THE_MOMENT)
    return urlencode(kept)


def usable_name(name: str) -> str:
    """Return a name without spaces around it, or raise `ViewNameMissing`."""
    stripped = " ".join(name.split())
    if not 0 < len(stripped) <= LONGEST_NAME:
        raise ViewNameMissing
    return stripped
