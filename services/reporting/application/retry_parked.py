"""What could not be folded is tried again, once its cause is mended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.commands import RetryParked
    from services.reporting.application.ports import ReportingWork


@dataclass(frozen=True, kw_only=True)
class Retried:
    """Of how many records something was tried, and how many domain events are still parked."""

    subjects: int
    still_parked: int


def retry_parked(command: RetryParked, work: ReportingWork, now: datetime) -> Retried:
    """Fold again everything that is parked, and let a halted projection go on.

    Nothing new is known by it, so nothing is published. Raises NotAuthorised.
    """
    del now
    authorise(command)
    subjects, still_parked = work.parked.fold_all_again()
    return Retried(subjects=subjects, still_parked=still_parked)
