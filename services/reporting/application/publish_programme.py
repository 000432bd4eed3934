"""A version of the programme is published: by the reporting officer, at the centre, in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.refusals import ReportingRefusal
from shared.contracts.programme import Programme
from shared.contracts.reporting import ProgrammePublished
from shared.kernel.command import Command, NotAuthorised, Role

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.ports import ReportingWork


class NotTheNextVersion(ReportingRefusal):
    """Versions of a programme are counted from 1, and each follows on the one before."""


@dataclass(frozen=True, kw_only=True)
class PublishProgramme(Command):
    """Put a version of a programme into force for every node."""

    programme: Programme


@dataclass(frozen=True, kw_only=True)
class Published:
    """Which version is in force now."""

    programme: str
    version: int


def publish_programme(
    command: PublishProgramme, work: ReportingWork, now: datetime
) -> Published:
    """Keep the version and tell that it was published; publishing the same again does nothing.

    Raises NotAuthorised, NotTheNextVersion, or ProgrammeAltered if the version is in force with
    another content.
    """
    if Role.REPORTING_OFFICER not in command.actor.roles:
        raise NotAuthorised(type(command).__name__)
    programme = command.programme
    newest = work.programmes.newest_version(programme.code)
    if programme.version <= newest:
        work.programmes.keep(programme, now)
        return Published(programme=programme.code, version=newest)
    if programme.version != newest + 1:
        message = f"{programme.reference} does not follow on version {newest}"
        raise NotTheNextVersion(message)
    digest = work.programmes.keep(programme, now)
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
