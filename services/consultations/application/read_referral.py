"""Somebody of the staff reads what a referral's slip says."""

from __future__ import annotations

from services.consultations.application.authorise import authorise
from services.consultations.application.path_commands import ReferralQuery
from services.consultations.application.ports import Records
from services.consultations.domain.referral import Referral


def read_referral(query: ReferralQuery, records: Records) -> Referral:
    authorise(query)
    return records.referrals.get(query.referral_id)
