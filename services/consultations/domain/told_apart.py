"""Files that agree in what identifies a client, and of which somebody said: these are two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, kw_only=True)
class ToldApart:
    """Who said when that two files are of different clients, and who took it back, if anybody.

    The ids stand in their order, so that a pair is one pair.
    """

    first_id: UUID
    second_id: UUID
    judged_by: UUID
    judged_at: datetime
    withdrawn_by: UUID | None = None
    withdrawn_at: datetime | None = None

    @property
    def pair(self) -> frozenset[UUID]:
        """The two files, in no order."""
        return frozenset({self.first_id, self.second_id})


def told_apart(one_id: UUID, other_id: UUID, *, by: UUID, now: datetime) -> ToldApart:
    """Return the word of somebody that two files are of two clients."""
    first_id, second_id = sorted((one_id, other_id))
    return ToldApart(first_id=first_id, second_id=second_id, judged_by=by, judged_at=now)
