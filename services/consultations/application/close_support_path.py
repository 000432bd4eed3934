"""An adviser or a coordinator ends a support path."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import CloseSupportPath
from services.consultations.application.ports import UnitOfWork


def close_support_path(command: CloseSupportPath, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    path = work.support_paths.get(command.support_path_id)
    closed = path.close(command.outcome, now)
    work.support_paths.save(path)
    work.journal.append(closed, caused_by=command)
