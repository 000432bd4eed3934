"""What is open before the report is submitted, and who has to act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.domain.checklist import Checklist, CheckPoint, PointKind
from services.reporting.domain.dashboard import TaskState
from services.reporting.domain.narrative import PREFILLED, deviation_of
from shared.kernel.clock import business_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date, datetime

    from services.reporting.application.queries import ReadSubmissionChecklist
    from services.reporting.application.reading import Records
    from services.reporting.domain.dashboard import PlannedTask
    from services.reporting.domain.narrative import SectionText
    from shared.contracts.programme import Programme

_TO_BE_EXPLAINED = frozenset({TaskState.OVERDUE, TaskState.NO_DATA})


def read_submission_checklist(
    query: ReadSubmissionChecklist, records: Records, now: datetime
) -> Checklist:
    """Return what is open: of nodes, of their records, of the words.

    Raises NotAuthorised, UnknownProgramme or NothingFolded.
    """
    authorise(query)
    programme, today = records.programmes.get(query.programme), business_day(now)
    points = (*records.open_points.of(programme, today), *open_words(programme, records, today))
    return Checklist(
        programme=programme.code,
        points=tuple(point for point in points if query.who in {None, point.who}),
        naming_parked=any(point.stops for point in points),
    )


def open_words(programme: Programme, records: Records, today: date) -> tuple[CheckPoint, ...]:
    """Return what the reporting officer has still to read, to explain or to look up."""
    texts = records.narratives.texts(programme.code)
    return (
        *_unread(texts),
        *_unexplained(records.dashboards.schedule(programme, today), texts),
        *([] if programme.contract.number else [CheckPoint(kind=PointKind.CONTRACT_MISSING)]),
    )


def _unread(texts: Mapping[str, SectionText]) -> Iterator[CheckPoint]:
    for section in PREFILLED:
        if section not in texts:
            yield CheckPoint(kind=PointKind.SECTION_NOT_READ, section=section.value)


def _unexplained(
    schedule: Iterable[PlannedTask], texts: Mapping[str, SectionText]
) -> Iterator[CheckPoint]:
    for task in schedule:
        section = deviation_of(task.code)
        is_explained = section in texts and texts[section].text is not None
        if task.state in _TO_BE_EXPLAINED and not is_explained:
            yield CheckPoint(kind=PointKind.REASON_MISSING, section=section)
