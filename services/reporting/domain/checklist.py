"""The check list before a report is submitted: what is open, and who has to act."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from shared.kernel.command import Role

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


class PointKind(StrEnum):
    """What may be open."""

    NODE_SILENT = "node_silent"
    NODE_BEHIND = "node_behind"
    PARKED = "parked"
    """A domain event could not be folded."""
    DISPUTED = "disputed"
    """A position is claimed by two domain events."""
    HALTED = "halted"
    """Nothing is folded at all any more."""
    APPOINTMENTS_OPEN = "appointments_open"
    """Agreed for a day that has passed, and nobody said what became of them."""
    UNCONFIRMED = "unconfirmed"
    """Advice that the client has not confirmed; it counts all the same."""
    SECTION_NOT_READ = "section_not_read"
    """A section still has the words that were prefilled."""
    REASON_MISSING = "reason_missing"
    """A task of the schedule was not done as planned, and nobody said why."""
    CONTRACT_MISSING = "contract_missing"
    """The programme names no number of the contract."""


RESPONSIBLE: Mapping[PointKind, Role] = {
    PointKind.NODE_SILENT: Role.NODE_ADMINISTRATOR,
    PointKind.NODE_BEHIND: Role.OPERATIONS,
    PointKind.PARKED: Role.OPERATIONS,
    PointKind.DISPUTED: Role.OPERATIONS,
    PointKind.HALTED: Role.OPERATIONS,
    PointKind.APPOINTMENTS_OPEN: Role.COORDINATOR,
    PointKind.UNCONFIRMED: Role.COORDINATOR,
    PointKind.SECTION_NOT_READ: Role.REPORTING_OFFICER,
    PointKind.REASON_MISSING: Role.REPORTING_OFFICER,
    PointKind.CONTRACT_MISSING: Role.REPORTING_OFFICER,
}
"""Who has to act; where a node is named, the person of that node."""


@dataclass(frozen=True, kw_only=True)
class CheckPoint:
    """One open thing: of which node or section, how many, since when.

    `stops`: the report is not submitted until it is settled, or whoever submits says that the
    report names it.
    """

    kind: PointKind
    node: str | None = None
    section: str | None = None
    count: int | None = None
    since: datetime | None = None

    @property
    def who(self) -> Role:
        """Whose turn it is."""
        return RESPONSIBLE[self.kind]

    @property
    def stops(self) -> bool:
        return self.kind is PointKind.PARKED


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """What is open before a report is submitted; nothing is a good answer.

    `naming_parked`: the report can only be submitted naming what it lacks.
    """

    programme: str
    points: tuple[CheckPoint, ...]
    naming_parked: bool
