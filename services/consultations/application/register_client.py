"""An adviser or a coordinator opens a client's file."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import RegisterClient
from services.consultations.application.look_for_duplicates import look_for_duplicates
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.client import Client
from services.consultations.domain.identity import refuse_duplicate
from services.consultations.domain.programme_versions import newest
from services.consultations.domain.text_changes import details_changes
from services.consultations.domain.told_apart import told_apart
from shared.kernel.clock import business_day


def register_client(command: RegisterClient, work: UnitOfWork, now: datetime) -> None:
    """Raise `PossibleDuplicate` unless the caller knows the files that are alike and goes on.

    Then it is kept who said that they are of other clients.
    """
    authorise(command)
    work.clients.hold_entry()
    predecessor = (
        None if command.predecessor_id is None else work.clients.kept(command.predecessor_id)
    )
    group_id = None if predecessor is None else predecessor.id
    alike = look_for_duplicates(command.details, work, apart_from=group_id)
    if not command.although_duplicate:
        refuse_duplicate(alike)
    client = Client(
        id=command.client_id,
        kind=command.client_kind,
        details=command.details,
        recipient=command.recipient,
        registered_on=business_day(now),
        predecessor_id=group_id,
    )
    registered = client.register(newest(work.programmes.known()), predecessor, now)
    work.clients.add(client)
    for each in alike:
        work.told_apart.add(
            told_apart(client.id, each.client_id, by=command.actor.staff_id, now=now)
        )
    details = details_changes(None, client.details)
    work.history.record(client.id, details, by=command.actor.staff_id, now=now)
    work.journal.append(registered, caused_by=command)
