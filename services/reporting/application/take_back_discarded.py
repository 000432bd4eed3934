"""A discarded domain event is taken back: by operations, while nothing was built without it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.commands import TakeBackDiscarded
    from services.reporting.application.ports import ReportingWork


@dataclass(frozen=True, kw_only=True)
class TakenBack:
    """How many domain events of the same record are still to be cured; it may be one of them."""

    still_parked: int


def take_back_discarded(
    command: TakeBackDiscarded, work: ReportingWork, now: datetime
) -> TakenBack:
    """Fold a discarded domain event after all, or let it wait for its cure.

    Raises NotAuthorised, NotParked, NotDiscarded or LaterOnesCounted.
    """
    authorise(command)
    parked = work.parked.get(command.place)
    undone = parked.take_back(
        now, later_ones_are_folded=work.parked.later_ones_are_folded(parked.place)
    )
    work.journal.append(undone, caused_by=command)
    return TakenBack(still_parked=work.parked.fold_again(parked.place))
