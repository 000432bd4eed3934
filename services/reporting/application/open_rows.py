"""Somebody opens the rows behind a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.application.seeing import seen_figure, sight_of
from services.reporting.domain.answered_figure import PROVED_UNASKED, OpenedRows
from services.reporting.domain.refusals import RowsPointAtPeople
from services.reporting.domain.submission import points_at_people, without_traits

if TYPE_CHECKING:
    from services.reporting.application.queries import OpenRows
    from services.reporting.application.reading import Records


def open_rows(query: OpenRows, records: Records) -> OpenedRows:
    """Return rows behind a figure; outside they are seen without what people are like.

    Raises NotAuthorised, RowsPointAtPeople, whatever `seen_figure` refuses, or UnknownOrder.
    """
    authorise(query)
    reference, as_of = seen_figure(query, records)
    is_outside = sight_of(query, records).submitted_only
    if is_outside and points_at_people(reference):
        raise RowsPointAtPeople(reference.name)
    figures = records.figures
    figure = figures.answer(reference, as_of)
    is_proved = query.proving or figure.count <= PROVED_UNASKED
    rows = figures.rows(reference, as_of, query.order, offset=query.offset, limit=query.limit)
    return OpenedRows(
        figure=figure,
        rows=tuple(without_traits(row) for row in rows) if is_outside else rows,
        recomputed=figures.recomputed(reference, as_of) if is_proved else None,
    )
