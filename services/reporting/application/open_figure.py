"""Somebody opens a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.application.seeing import seen_figure

if TYPE_CHECKING:
    from services.reporting.application.queries import OpenFigure
    from services.reporting.application.reading import Records
    from services.reporting.domain.answered_figure import AnsweredFigure


def open_figure(query: OpenFigure, records: Records) -> AnsweredFigure:
    """Return a figure, as it is or as it was when a report was submitted.

    Raises NotAuthorised, whatever `seen_figure` refuses, or what no figure can answer.
    """
    authorise(query)
    reference, as_of = seen_figure(query, records)
    return records.figures.answer(reference, as_of)
