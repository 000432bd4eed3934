"""An adviser or a coordinator sends a client on to another node."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import MakeReferral
from services.consultations.application.ports import UnitOfWork
from services.consultations.domain.programme_versions import in_force
from services.consultations.domain.referral import Referral
from shared.kernel.clock import business_day


@dataclass(frozen=True, kw_only=True)
class MadeReferral:
    """How the referral is called on its slip; the other node asks for the id."""

    referral_id: UUID
    referral_number: str


def make_referral(command: MakeReferral, work: UnitOfWork, now: datetime) -> MadeReferral:
    authorise(command)
    today = business_day(now)
    programme = in_force(command.programme, today, work.programmes.known())
    (client,) = work.clients.hold([command.client_id])
    client.refuse_unless_goes_on()
    referral = Referral(
        id=command.referral_id,
        number=work.referrals.next_number(today.year),
        programme=programme.reference,
        client_id=client.id,
        client_kind=client.kind,
        field_of_advice=command.field_of_advice,
        to_node=command.to_node,
        made_on=today,
    )
    made = referral.make(programme, work.node, now)
    work.referrals.add(referral)
    work.journal.append(made, caused_by=command, programme=programme.reference)
    return MadeReferral(referral_id=referral.id, referral_number=referral.number)
