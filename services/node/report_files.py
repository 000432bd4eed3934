"""The report as files: one report value, drawn as PDF and as XLSX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.node.runtime import runtime_of
from services.reporting.domain.report_order import ReportOrder
from services.reporting.reports.compiling import basis_of, compile_report
from services.reporting.reports.template_2005.pdf import draw_draft
from services.reporting.reports.template_2005.xlsx import draw_xlsx
from services.reporting.storage.narratives import StoredNarratives
from shared.documents.season import SEASON_BANNER
from shared.kernel.clock import business_day

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from services.node.installing import NodePlace
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Programme


@dataclass(frozen=True)
class ReportFiles:
    """Where the report was written."""

    pdf: Path
    xlsx: Path

    @classmethod
    def written(cls, folder: Path, name: str, *, pdf: bytes, xlsx: bytes) -> ReportFiles:
        """Write both files into a folder, which is made if it is not there."""
        files = cls(folder / f"{name}.pdf", folder / f"{name}.xlsx")
        folder.mkdir(parents=True, exist_ok=True)
        files.pdf.write_bytes(pdf)
        files.xlsx.write_bytes(xlsx)
        return files


def final_order(programme: Programme, business_now: datetime, *, is_season: bool) -> ReportOrder:
    """Return the order of the final report of a programme, dated with the business day."""
    return ReportOrder.final(
        programme, business_day(business_now), banner=SEASON_BANNER if is_season else ""
    )


def write_report(
    centre: NodePlace, programme: Programme, folder: Path, *, name: str, now: datetime
) -> tuple[Report2005, ReportFiles]:
    """Compile the final report of a programme at its centre, and write both files: as a draft.

    `now` is on the real clock; the document's date is the centre's business day.
    """
    runtime = runtime_of(centre.settings, centre.home, lambda _: None)
    business_now, is_season = runtime.clock.now(), runtime.plays_business_time
    try:
        with runtime.databases["reporting"].read() as connection:
            order = final_order(programme, business_now, is_season=is_season)
            basis = basis_of(
                connection,
                order.telling(StoredNarratives(connection).written(programme.code)),
                looked_at=now,
                shown_as=business_now if is_season else None,
            )
            report = compile_report(connection, programme, basis)
    finally:
        for database in runtime.databases.values():
            database.close()
    files = ReportFiles.written(folder, name, pdf=draw_draft(report), xlsx=draw_xlsx(report))
    return report, files
