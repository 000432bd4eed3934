"""A coordinator, or the node's administrator, ends a deputy's appointment."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.deputy_commands import RecallDeputy
from services.consultations.application.ports import UnitOfWork


def recall_deputy(command: RecallDeputy, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    deputy = work.deputies.get(command.deputy_id)
    recalled = deputy.recall(now)
    work.deputies.save(deputy)
    work.journal.append(recalled, caused_by=command)
