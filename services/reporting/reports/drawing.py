"""A report drawn whole, as it is filed: its value, its files, and what they were made with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from importlib.metadata import version
from typing import TYPE_CHECKING, Final

from services.reporting.domain.report_version import DrawnReport
from services.reporting.reports.canonical import canonical_json
from services.reporting.reports.compiling import basis_of, compile_report
from services.reporting.reports.sources import NodeState
from services.reporting.reports.template_2005.assemble import EDITION
from services.reporting.reports.template_2005.cover_letter import cover_letter
from services.reporting.reports.template_2005.pdf import draw_pdf, pdf_made_with
from services.reporting.reports.template_2005.xlsx import draw_xlsx

FORM: Final = "form"
"""What names the form of a report and its edition, among what it was made with."""

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.domain.report_order import ReportOrder
    from services.reporting.reports.template_2005.cover_letter import CoverLetter
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Programme
    from shared.database import Database
    from shared.messaging.runtime import Runtime

SERVICE: Final = "reporting"
VERIFICATION: Final = f"{SERVICE}/verification"
"""Where in a node's pages a printed report is checked."""


@dataclass(frozen=True, kw_only=True)
class ReportDrawing:
    """Draws reports from one snapshot of the facts.

    `looked_at` and `shown_as` are those of `basis_of`, `verified_at` that of an order.
    """

    database: Database
    looked_at: datetime
    shown_as: datetime | None = None
    verified_at: str = ""

    @classmethod
    def at(cls, runtime: Runtime) -> ReportDrawing:
        """Return what draws the reports of a node at this moment."""
        return cls(
            database=runtime.databases[SERVICE],
            looked_at=runtime.wall_clock.now(),
            shown_as=runtime.clock.now() if runtime.plays_business_time else None,
            verified_at=runtime.address and f"{runtime.address}/{VERIFICATION}",
        )

    def draw(self, programme: Programme, order: ReportOrder, number: int) -> DrawnReport:
        """Return the report as it is at this moment, with its files as those of a version.

        Raises NothingFolded, or NoOperatorOnThatDay.
        """
        order = replace(order, verified_at=self.verified_at)
        with self.database.read() as connection:
            basis = basis_of(connection, order, looked_at=self.looked_at, shown_as=self.shown_as)
            report = compile_report(connection, programme, basis)
        xlsx = draw_xlsx(report)
        letter = cover_letter(programme, order, report, number=number, xlsx=xlsx)
        return DrawnReport(
            programme=programme.code,
            programme_version=programme.version,
            period=order.period,
            projection_version=basis.as_of.projection_version,
            basis=basis.to_json(),
            value=canonical_json(report),
            pdf=draw_pdf(report, letter, order.verified_at),
            xlsx=xlsx,
            made_with=made_with(report, letter, order.verified_at),
            not_folded=len(basis.not_folded),
            incomplete=tuple(
                partner.node
                for partner in programme.partners
                if basis.freshness.of(partner.node).state is not NodeState.COMPLETE
            ),
        )


def made_with(report: Report2005, letter: CoverLetter, verified_at: str) -> dict[str, str]:
    """Return what the value depends on besides the figures, and the files besides the value."""
    form = f"{report.template}/{EDITION}"
    return pdf_made_with(report, letter, verified_at) | {
        "xlsxwriter": version("XlsxWriter"),
        FORM: form,
    }
