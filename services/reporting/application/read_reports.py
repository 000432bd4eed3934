"""Somebody looks at submitted reports: which there are, one of them, and what changed since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from collections.abc import Sequence

    from services.reporting.application.queries import (
        CompareReport,
        ListReports,
        OpenReport,
        ReproduceReport,
    )
    from services.reporting.application.reading import Records
    from services.reporting.domain.changed_cell import ChangedCell
    from services.reporting.domain.report_version import FiledReport, ReportVersion


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """A submitted report, and what reads otherwise today."""

    filed: FiledReport
    changed: tuple[ChangedCell, ...]


def list_reports(query: ListReports, records: Records) -> Sequence[ReportVersion]:
    """Return the submitted versions on a programme, the first one first; raise NotAuthorised."""
    authorise(query)
    return records.reports.listed(query.programme)


def open_report(query: OpenReport, records: Records) -> FiledReport:
    """Return a submitted report whole; raise NotAuthorised or UnknownReportVersion."""
    authorise(query)
    return records.reports.filed(query.submitted)


def compare_report(query: CompareReport, records: Records) -> Comparison:
    """Compare a submitted report with today; raise NotAuthorised or UnknownReportVersion."""
    authorise(query)
    filed = records.reports.filed(query.submitted)
    return Comparison(filed=filed, changed=records.reports.changed_since(filed))


def report_to_reproduce(query: ReproduceReport, records: Records) -> FiledReport:
    """Return a report that is to be made again; raise NotAuthorised or UnknownReportVersion."""
    authorise(query)
    return records.reports.filed(query.submitted)
