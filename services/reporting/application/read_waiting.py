"""What in reporting waits for the person who logged in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.application.read_submission_checklist import open_words
from shared.kernel.clock import business_day
from shared.kernel.command import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from services.reporting.application.queries import ReadWaiting
    from services.reporting.application.reading import Records
    from services.reporting.domain.report_version import ReportVersion
    from shared.contracts.programme import Programme


@dataclass(frozen=True, kw_only=True)
class ReportWaiting:
    """A report that somebody works on: how many points of its check list are open for them."""

    programme: str
    title: str
    points: int


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """What waits.

    `reports`: to be finished by the reporting officer; `to_be_cured`: nodes and domain events for
    operations; `newest`: the newest submitted report of each programme, for the Ministry.
    """

    reports: tuple[ReportWaiting, ...] = ()
    to_be_cured: int | None = None
    newest: tuple[ReportVersion, ...] = ()


def read_waiting(query: ReadWaiting, records: Records, now: datetime) -> Waiting:
    """Return what waits for whoever asks; raise NotAuthorised."""
    authorise(query)
    roles = query.actor.roles
    programmes = [records.programmes.get(code) for code in sorted(records.programmes.newest())]
    return Waiting(
        reports=tuple(_reports(programmes, records, now))
        if Role.REPORTING_OFFICER in roles and records.is_centre
        else (),
        to_be_cured=len(records.open_points.to_be_cured()) if Role.OPERATIONS in roles else None,
        newest=tuple(_newest(programmes, records)) if Role.MINISTRY in roles else (),
    )


def _reports(
    programmes: list[Programme], records: Records, now: datetime
) -> Iterator[ReportWaiting]:
    for programme in programmes:
        points = len(open_words(programme, records, business_day(now)))
        yield ReportWaiting(programme=programme.code, title=programme.title, points=points)


def _newest(programmes: list[Programme], records: Records) -> Iterator[ReportVersion]:
    for programme in programmes:
        yield from list(records.reports.listed(programme.code))[-1:]
