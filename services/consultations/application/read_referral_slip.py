"""Somebody of the staff prints the slip that a referred client takes along."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import ReferralSlipQuery
from services.consultations.application.ports import Records
from services.consultations.domain.referral_slip import ReferralSlip, slip_of


def read_referral_slip(query: ReferralSlipQuery, records: Records) -> ReferralSlip:
    authorise(query)
    referral = records.referrals.get(query.referral_id)
    return slip_of(referral, records.programmes.get(referral.programme), records.node)
