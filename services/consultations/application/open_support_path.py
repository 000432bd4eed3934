"""An adviser or a coordinator begins several sessions with one aim."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import OpenSupportPath
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.support_path import SupportPath, clients_on_path
from services.consultations.domain.text_changes import text_changes
from shared.kernel.clock import business_day


def open_support_path(command: OpenSupportPath, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    path = SupportPath(
        id=command.support_path_id,
        aim=command.aim,
        clients=clients_on_path(work.clients.hold(command.client_ids)),
        opened_on=business_day(now),
    )
    opened = path.open(now)
    work.support_paths.add(path)
    aim = text_changes({}, {"aim": path.aim})
    work.history.record(path.id, aim, by=command.actor.staff_id, now=now)
    work.journal.append(opened, caused_by=command)
