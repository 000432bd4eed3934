"""An adviser or a coordinator opens a client's file."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.commands import RegisterClient
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.client import Client
from services.consultations.domain.programme_versions import newest
from services.consultations.domain.text_changes import text_changes
from shared.kernel.clock import business_day


def register_client(command: RegisterClient, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    predecessor = (
        None if command.predecessor_id is None else work.clients.get(command.predecessor_id)
    )
    client = Client(
        id=command.client_id,
        kind=command.client_kind,
        details=command.details,
        recipient=command.recipient,
        registered_on=business_day(now),
        predecessor_id=command.predecessor_id,
    )
    registered = client.register(newest(work.programmes.known()), predecessor, now)
    work.clients.add(client)
    details = text_changes({}, asdict(client.details))
    work.history.record(client.id, details, by=command.actor.staff_id, now=now)
    work.journal.append(registered, caused_by=command)
