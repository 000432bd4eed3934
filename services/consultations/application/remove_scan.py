"""A scan that belongs elsewhere is taken away; what was confirmed by it stays confirmed."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import RemoveScan
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.refusals import ScanOfAnother
from services.consultations.domain.text_changes import TextChange
from shared.kernel.command import Role


def remove_scan(command: RemoveScan, work: UnitOfWork, now: datetime) -> None:
    """Raise `ScanNotFound`, or `ScanOfAnother` unless whoever attached it asks, or a coordinator.

    Its history keeps that there was one.
    """
    authorise(command)
    scan, actor = work.scans.get(command.scan_id), command.actor
    if Role.COORDINATOR not in actor.roles and scan.added_by != actor.staff_id:
        raise ScanOfAnother
    work.scans.remove(scan.id)
    removed = TextChange(field="scan", before=f"{scan.name}: {scan.signers}", after=None)
    work.history.record(scan.card_id, [removed], by=actor.staff_id, now=now)
