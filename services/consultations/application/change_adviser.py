"""A coordinator or the node's administrator puts right who gives advice and until when."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import ChangeAdviser
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.text_changes import text_changes
from shared.kernel.command import StaleRecord


def change_adviser(command: ChangeAdviser, work: UnitOfWork, now: datetime) -> None:
    """Raise `StaleRecord` if the record is no longer the one that the author read."""
    authorise(command)
    # Held, so that nobody writes a card meanwhile for a day that is taken away here.
    (adviser,) = work.advisers.hold([command.adviser_id])
    if command.expected_version != adviser.version:
        raise StaleRecord(str(adviser.id))
    before = {"full_name": adviser.full_name}
    changed = adviser.change(
        full_name=command.full_name,
        staff_role=command.staff_role,
        active_from=command.active_from,
        active_to=command.active_to,
        now=now,
    )
    work.advisers.save(adviser)
    changes = text_changes(before, {"full_name": adviser.full_name})
    work.history.record(adviser.id, changes, by=command.actor.staff_id, now=now)
    work.journal.append(changed, caused_by=command)
