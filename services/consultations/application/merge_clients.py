"""A coordinator closes a file that turned out to be a second one of the same client."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.client_commands import MergeClients
from services.consultations.application.ports import UnitOfWork


def merge_clients(command: MergeClients, work: UnitOfWork, now: datetime) -> None:
    """The cards and paths of the closed file stay under its id, which leads to the other one."""
    authorise(command)
    work.clients.hold_entry()
    duplicate = work.clients.get(command.client_id)
    kept = work.clients.kept(command.into_client_id)
    merged = duplicate.merge_into(kept, by=command.actor.staff_id, now=now)
    work.clients.save(duplicate)
    work.journal.append(merged, caused_by=command)
