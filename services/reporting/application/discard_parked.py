"""A domain event that cannot be folded is discarded: by operations, and with a reason."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.commands import DiscardParked
    from services.reporting.application.ports import ReportingWork


@dataclass(frozen=True, kw_only=True)
class Discarded:
    """How many domain events of the same record are still to be cured."""

    still_parked: int


def discard_parked(command: DiscardParked, work: ReportingWork, now: datetime) -> Discarded:
    """Leave a domain event out of the figures, and fold what waited behind it.

    Raises NotAuthorised or NotParked.
    """
    authorise(command)
    parked = work.parked.get(command.place)
    work.journal.append(parked.discard(command.reason, now), caused_by=command)
    return Discarded(still_parked=work.parked.leave_out(parked.place))
