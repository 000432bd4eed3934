"""A version of the programme is published: by the reporting officer, at the centre, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.domain.refusals import NotTheCentre, NotTheNextVersion
from shared.contracts.reporting import ProgrammePublished

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.commands import PublishProgramme
    from services.reporting.application.ports import ReportingWork


@dataclass(frozen=True, kw_only=True)
class Published:
    """Which version is in force now."""

    programme: str
    version: int


def publish_programme(command: PublishProgramme, work: ReportingWork, now: datetime) -> Published:
    """Keep the version and tell that it was published; publishing the same again does nothing.

    Raises NotAuthorised, NotTheCentre, NotTheNextVersion, UnknownMeasure, UnknownNarrowing, or
    ProgrammeAltered if the version is in force with another content.
    """
    authorise(command)
    if not work.is_centre:
        raise NotTheCentre
    programme = command.programme
    newest = work.programmes.newest_version(programme.code)
    if programme.version > newest + 1:
        raise NotTheNextVersion(programme.reference, newest)
    if programme.version > newest:
        work.measures.refuse_unmeasured(programme)
    digest = work.programmes.keep(programme, now)
    if programme.version <= newest:
        return Published(programme=programme.code, version=newest)
    published = ProgrammePublished(
        occurred_at=now,
        subject_version=programme.version,
        programme=programme.code,
        programme_version=programme.version,
        valid_from=programme.valid_from,
        document_digest=digest,
    )
    work.journal.append(published, caused_by=command, programme=programme.reference)
    return Published(programme=programme.code, version=programme.version)
