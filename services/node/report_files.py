"""The report as files: one report value, drawn as PDF and as XLSX."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.node.runtime import runtime_of
from services.reporting.reports.compiling import compile_report
from services.reporting.reports.sources import ReportKind, ReportOrder
from services.reporting.reports.template_2005.pdf import draw_pdf
from services.reporting.reports.template_2005.xlsx import draw_xlsx
from shared.kernel.clock import business_day
from shared.kernel.period import Period

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from services.node.installing import NodePlace
    from services.reporting.reports.template_2005.value import Report2005
    from shared.contracts.programme import Programme

SIGNATORIES = ("osoba upoważniona do reprezentacji zleceniobiorcy", "osoba sporządzająca")
ATTACHMENTS = ("Skoroszyt XLSX z tabelami sprawozdania i pochodzeniem każdej liczby",)


@dataclass(frozen=True)
class ReportFiles:
    """Where the report was written."""

    pdf: Path
    xlsx: Path


def write_report(  # noqa: PLR0913 - whose report, on what, where to, and when
    centre: NodePlace,
    programme: Programme,
    folder: Path,
    *,
    name: str,
    banner: str,
    now: datetime,
) -> tuple[Report2005, ReportFiles]:
    """Compile the final report of a programme at its centre, and write both files.

    `now` is on the real clock; the document's date is the centre's business day.
    """
    runtime = runtime_of(centre.settings, centre.home, lambda _: None)
    business_now = runtime.clock.now()
    order = ReportOrder(
        kind=ReportKind.FINAL,
        period=Period(programme.first_day, programme.last_day),
        dated=business_day(business_now),
        attachments=ATTACHMENTS,
        signatories=SIGNATORIES,
        banner=banner,
    )
    try:
        with runtime.databases["reporting"].read() as connection:
            report = compile_report(
                connection,
                programme,
                order,
                looked_at=now,
                shown_as=None if centre.settings.season_begins is None else business_now,
            )
    finally:
        for database in runtime.databases.values():
            database.close()
    files = ReportFiles(folder / f"{name}.pdf", folder / f"{name}.xlsx")
    folder.mkdir(parents=True, exist_ok=True)
    files.pdf.write_bytes(draw_pdf(report))
    files.xlsx.write_bytes(draw_xlsx(report))
    return report, files
