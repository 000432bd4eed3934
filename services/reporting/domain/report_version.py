"""A submitted version of a report: frozen whole, so that it can be defended years later."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from services.reporting.domain.refusals import NotNamed
from shared.contracts.reporting import ReportSubmitted

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime
    from uuid import UUID

    from shared.contracts.programme import Programme
    from shared.kernel.period import Period


@dataclass(frozen=True, kw_only=True)
class DrawnReport:
    """A report as it would be filed at this moment.

    `basis` is the state of the data that it was computed from, as JSON; `value` is the report
    itself, as canonical JSON; `made_with` names what the files depend on besides the value.
    """

    programme: str
    programme_version: int
    period: Period
    projection_version: int
    basis: str
    value: bytes
    pdf: bytes
    xlsx: bytes
    made_with: Mapping[str, str]
    not_folded: int
    incomplete: tuple[str, ...]
    """Nodes that had not sent everything: the report names them, and counts them never as zero."""


@dataclass(frozen=True, kw_only=True)
class ReportVersion:
    """A report that was submitted; versions of the reports on one programme are counted from 1."""

    number: int
    drawn: DrawnReport
    submitted_at: datetime
    submitted_by: UUID

    @classmethod
    def submit(
        cls,
        drawn: DrawnReport,
        *,
        number: int,
        naming_parked: bool,
        submitted_by: UUID,
        now: datetime,
    ) -> ReportVersion:
        """Freeze a report; raise NotNamed if it leaves out what nobody agreed to leave out."""
        if drawn.not_folded and not naming_parked:
            raise NotNamed(drawn.not_folded)
        return cls(number=number, drawn=drawn, submitted_at=now, submitted_by=submitted_by)

    @property
    def told(self) -> ReportSubmitted:
        """The domain event of the submission, which seals what was filed."""
        drawn = self.drawn
        return ReportSubmitted(
            occurred_at=self.submitted_at,
            subject_version=self.number,
            programme=drawn.programme,
            programme_version=drawn.programme_version,
            report_version=self.number,
            first_day=drawn.period.first,
            last_day=drawn.period.last,
            projection_version=drawn.projection_version,
            not_folded=drawn.not_folded,
            incomplete_nodes=len(drawn.incomplete),
            basis_digest=_digest(drawn.basis.encode()),
            value_digest=_digest(drawn.value),
            pdf_digest=_digest(drawn.pdf),
            xlsx_digest=_digest(drawn.xlsx),
        )


@dataclass(frozen=True, kw_only=True)
class FiledReport:
    """A submitted version, the programme it was made under, and what was told of it then."""

    version: ReportVersion
    programme: Programme
    told: ReportSubmitted

    @property
    def is_intact(self) -> bool:
        """Whether what is kept gives the digests that were told when it was submitted."""
        return self.version.told == self.told


def _digest(content: bytes) -> str:
    return sha256(content).hexdigest()
