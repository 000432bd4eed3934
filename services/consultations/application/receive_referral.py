"""An adviser or a coordinator takes in a client whom another node sent."""

from __future__ import annotations

from datetime import datetime

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import ReceiveReferral
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.programme_versions import in_force
from services.consultations.domain.referral import ReferralReceipt
from shared.kernel.clock import business_day


def receive_referral(command: ReceiveReferral, work: UnitOfWork, now: datetime) -> None:
    authorise(command)
    today = business_day(now)
    programme = in_force(command.programme, today, work.programmes.known())
    (client,) = work.clients.hold([command.client_id])
    client.refuse_unless_goes_on()
    receipt = ReferralReceipt(
        id=command.referral_id,
        programme=programme.reference,
        client_id=client.id,
        client_kind=client.kind,
        from_node=command.from_node,
        received_on=today,
    )
    received = receipt.receive(programme, work.node, now)
    work.referrals.add_receipt(receipt)
    work.journal.append(received, caused_by=command, programme=programme.reference)
