"""Anybody who holds a printed report checks whether it is one that was submitted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.domain.refusals import UnknownDigest

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.reading import Records
    from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class VerifiedReport:
    """What a digest stands for; `is_newest` tells whether a later version replaced it."""

    programme: str
    number: int
    period: Period
    submitted_at: datetime
    is_newest: bool


def verify_report(digest: str, records: Records) -> VerifiedReport:
    """Return which submitted report has this digest on its pages; raise UnknownDigest.

    The only question of reporting that nobody need be authorised for: who holds the digest holds
    the report.
    """
    for code in records.programmes.newest():
        versions = records.reports.listed(code)
        for version in versions:
            if version.told.value_digest == digest:
                return VerifiedReport(
                    programme=code,
                    number=version.number,
                    period=version.drawn.period,
                    submitted_at=version.submitted_at,
                    is_newest=version.number == versions[-1].number,
                )
    raise UnknownDigest(digest)
