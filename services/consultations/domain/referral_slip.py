"""The slip that a referred client takes along (skierowanie)."""

from __future__ import annotations

from dataclasses import dataclass

from services.consultations.domain.referral import Referral
from shared.contracts.programme import Partner, Programme


@dataclass(frozen=True, kw_only=True)
class ReferralSlip:
    """What is printed: two organisations and a field of advice, and nothing about the client.

    Whoever finds a lost slip learns nothing of anybody; who they are, the clients tell there.
    """

    referral: Referral
    programme: Programme
    sender: Partner
    receiver: Partner
    field_of_advice: str
    """In the words of the programme under which the client was sent."""


def slip_of(referral: Referral, programme: Programme, own_node: str) -> ReferralSlip:
    """Return the slip of a referral that was made here, under its version of the programme."""
    (field_of_advice,) = (
        entry.label
        for entry in programme.fields_of_advice
        if entry.code == referral.field_of_advice
    )
    return ReferralSlip(
        referral=referral,
        programme=programme,
        sender=_organisation(own_node, programme),
        receiver=_organisation(referral.to_node, programme),
        field_of_advice=field_of_advice,
    )


def _organisation(node: str, programme: Programme) -> Partner:
    """Return who has a node; one that the programme does not name goes by the node's own name."""
    for partner in programme.partners:
        if partner.node == node:
            return partner
    return Partner(node=node, name=node, short_name=node, seat="")
