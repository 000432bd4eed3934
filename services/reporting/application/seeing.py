"""Which figures somebody sees, and as of when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.reading import Records
from services.reporting.domain.refusals import NotOfYourNode, OnlySubmitted
from services.reporting.domain.sight import Sight

if TYPE_CHECKING:
    from services.reporting.application.queries import OpenFigure, Query
    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.cell import FigureReference


def sight_of(query: Query, records: Records) -> Sight:
    """Return how far whoever asks sees here."""
    return Sight.of(query.actor, records.node, is_centre=records.is_centre)


def seen_figure(query: OpenFigure, records: Records) -> tuple[FigureReference, AsOf | None]:
    """Return the figure as it may be seen, and as of when; `None` is now.

    A submitted report goes before positions.

    Raises NotOfYourNode, OnlySubmitted or UnknownReportVersion.
    """
    sight = sight_of(query, records)
    if query.submitted is None:
        if sight.submitted_only:
            raise OnlySubmitted(query.reference.name)
        return sight.narrowed(query.reference), query.as_of
    if sight.node is not None:
        # A report is about all nodes.
        raise NotOfYourNode(query.submitted.programme, sight.node)
    submission = records.reports.submission(query.submitted)
    if sight.submitted_only and query.reference not in submission.figures:
        raise OnlySubmitted(query.reference.name)
    return query.reference, submission.as_of
