"""A signed paper is put to its card."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256

from services.consultations.application.authorise import authorise
from services.consultations.application.paper_commands import AttachScan
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.scan import Scan, refuse_day, type_of
from services.consultations.domain.text_changes import TextChange
from shared.contracts.consultations import ConfirmationMeans


def attach_scan(command: AttachScan, work: UnitOfWork, now: datetime, *, content: bytes) -> None:
    """Keep the scan; a client who signed the paper has confirmed the advice, if nothing did before.

    Nothing is kept about a client who was erased. Raises `CardNotFound`, `NoScan`, `ScanTooLarge`,
    `PaperSignedBeforeHeld`, `PaperSignedInFuture`, `FileErased`, `CardNotSigned`.
    """
    authorise(command)
    card = work.cards.get(command.card_id)
    kind = type_of(content)
    refuse_day(command.signed_on, card.advice.session.held_on, now)
    for client in work.clients.hold([each.client_id for each in card.advice.clients]):
        client.refuse_if_erased()
    scan = Scan(
        id=command.scan_id,
        card_id=card.id,
        type=kind,
        size=len(content),
        digest=sha256(content).hexdigest(),
        signed_on=command.signed_on,
        signers=command.signers,
        by_client=command.by_client,
        added_by=command.actor.staff_id,
        added_at=now,
    )
    work.scans.add(scan, content)
    added = TextChange(field="scan", before=None, after=f"{scan.name}: {scan.signers}")
    work.history.record(card.id, [added], by=command.actor.staff_id, now=now)
    if command.by_client and card.confirmation is None:
        confirmed = card.confirm(command.signed_on, ConfirmationMeans.PAPER, now=now)
        work.cards.save(card)
        work.journal.append(confirmed, caused_by=command, programme=card.programme)
