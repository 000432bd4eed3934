"""A report is submitted: by the reporting officer, at the centre, and frozen for ever."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.domain.refusals import NotWhereReportsAreSubmitted
from services.reporting.domain.report_version import ReportVersion

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.commands import SubmitReport
    from services.reporting.application.ports import Drawing, ReportingWork


@dataclass(frozen=True, kw_only=True)
class Submitted:
    """Which version was filed, and what it lacks: named in it, and never counted as zero."""

    programme: str
    version: int
    value_digest: str
    not_folded: int
    incomplete: tuple[str, ...]


def submit_report(
    command: SubmitReport, work: ReportingWork, now: datetime, *, drawing: Drawing
) -> Submitted:
    """Draw the report in people's words, file it as the next version, and tell that it was.

    Raises NotAuthorised, NotWhereReportsAreSubmitted, UnknownProgramme, NotNamed, StaleRecord, or
    whatever drawing refuses.
    """
    authorise(command)
    if not work.is_centre:
        raise NotWhereReportsAreSubmitted
    programme = work.programmes.get(command.programme)
    order = command.order.telling(work.narratives.written(programme.code))
    number = work.reports.newest(programme.code) + 1
    version = ReportVersion.submit(
        drawing.draw(programme, order, number),
        number=number,
        naming_parked=command.naming_parked,
        submitted_by=command.actor.staff_id,
        now=now,
    )
    submitted = version.told
    # First told, then filed: of two who submit at one moment the journal tells one to ask again.
    work.journal.append(submitted, caused_by=command, programme=programme.reference)
    work.reports.file(version)
    return Submitted(
        programme=programme.code,
        version=version.number,
        value_digest=submitted.value_digest,
        not_folded=version.drawn.not_folded,
        incomplete=version.drawn.incomplete,
    )
