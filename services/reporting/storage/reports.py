"""Submitted versions of reports in their table, which only grows."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select

from services.reporting.domain.refusals import UnknownReportVersion
from services.reporting.domain.report_version import DrawnReport, FiledReport, ReportVersion
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.tables import report_version
from shared.contracts.reporting import ReportSubmitted
from shared.kernel.period import Period
from shared.messaging.tables import journal
from shared.wire.envelope import read
from shared.wire.published import CATALOGUE

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


@dataclass(frozen=True)
class StoredReports:
    """What was submitted, inside one transaction."""

    connection: Connection

    def newest(self, programme: str) -> int:
        """Return the number of the newest version of the reports on a programme; 0 if none."""
        numbers = select(func.max(report_version.c.number)).where(
            report_version.c.programme == programme
        )
        return self.connection.execute(numbers).scalar_one() or 0

    def file(self, version: ReportVersion) -> None:
        """Keep a version for ever."""
        drawn = version.drawn
        self.connection.execute(
            insert(report_version).values(
                programme=drawn.programme,
                number=version.number,
                programme_version=drawn.programme_version,
                first_day=drawn.period.first,
                last_day=drawn.period.last,
                projection_version=drawn.projection_version,
                basis=drawn.basis,
                value=drawn.value,
                pdf=drawn.pdf,
                xlsx=drawn.xlsx,
                made_with=json.dumps(dict(drawn.made_with), sort_keys=True),
                not_folded=drawn.not_folded,
                incomplete=json.dumps(drawn.incomplete),
                submitted_at=version.submitted_at,
                submitted_by=version.submitted_by,
            )
        )

    def get(self, programme: str, number: int | None = None) -> ReportVersion:
        """Return a version, the newest if none is named; raise UnknownReportVersion."""
        wanted = self.newest(programme) if number is None else number
        row = self.connection.execute(
            select(report_version).where(
                report_version.c.programme == programme, report_version.c.number == wanted
            )
        ).one_or_none()
        if row is None:
            raise UnknownReportVersion(programme, max(wanted, 1))
        return _version(row)

    def listed(self, programme: str) -> list[ReportVersion]:
        """Return all versions of the reports on a programme, the first one first."""
        rows = self.connection.execute(
            select(report_version)
            .where(report_version.c.programme == programme)
            .order_by(report_version.c.number)
        )
        return [_version(row) for row in rows]

    def filed(self, programme: str, number: int | None = None) -> FiledReport:
        """Return a version with the programme that it was made under, and what was told of it.

        Raises UnknownReportVersion, or UnknownProgramme.
        """
        version = self.get(programme, number)
        under = StoredProgrammes(self.connection).get(programme, version.drawn.programme_version)
        return FiledReport(
            version=version, programme=under, told=self._told(programme, version.number)
        )

    def _told(self, programme: str, number: int) -> ReportSubmitted:
        """Return what the journal says was submitted; it was told when the version was filed."""
        body = self.connection.execute(
            select(journal.c.body).where(
                journal.c.subject == f"report/{programme}", journal.c.subject_version == number
            )
        ).scalar_one()
        envelope = read(body)
        event = CATALOGUE.load(
            envelope.type,
            envelope.data,
            occurred_at=envelope.time,
            subject_version=envelope.subject_version,
        )
        assert isinstance(event, ReportSubmitted)  # noqa: S101 - no other type has this subject
        return event


def _version(row: Row[Any]) -> ReportVersion:
    return ReportVersion(
        number=row.number,
        drawn=DrawnReport(
            programme=row.programme,
            programme_version=row.programme_version,
            period=Period(row.first_day, row.last_day),
            projection_version=row.projection_version,
            basis=row.basis,
            value=row.value,
            pdf=row.pdf,
            xlsx=row.xlsx,
            made_with=json.loads(row.made_with),
            not_folded=row.not_folded,
            incomplete=tuple(json.loads(row.incomplete)),
        ),
        submitted_at=row.submitted_at,
        submitted_by=row.submitted_by,
    )
