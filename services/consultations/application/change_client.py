"""An adviser or a coordinator writes something else into a client's file."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.client_commands import ChangeClient
from services.consultations.application.look_for_duplicates import look_for_duplicates
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.identity import refuse_duplicate
from services.consultations.domain.programme_versions import newest
from services.consultations.domain.text_changes import details_changes
from services.consultations.domain.told_apart import told_apart
from shared.kernel.command import StaleRecord


def change_client(command: ChangeClient, work: UnitOfWork, now: datetime) -> None:
    """Raise `StaleRecord` if the file is no longer the one that the author read.

    If the author says that files alike are of other clients, it is kept who said so.
    """
    authorise(command)
    work.clients.hold_entry()
    client = work.clients.get(command.client_id)
    if command.expected_revision not in {None, client.revision}:
        raise StaleRecord(str(client.id))
    before = client.details
    answered = client.change(
        command.details, command.recipient, newest(work.programmes.known()), now
    )
    alike = look_for_duplicates(command.details, work, apart_from=client.id, known=before)
    if not command.although_duplicate:
        refuse_duplicate(alike)
    work.clients.save(client)
    for each in alike:
        work.told_apart.add(
            told_apart(client.id, each.client_id, by=command.actor.staff_id, now=now)
        )
    changes = details_changes(before, client.details)
    work.history.record(client.id, changes, by=command.actor.staff_id, now=now)
    if answered is not None:
        work.journal.append(answered, caused_by=command)
