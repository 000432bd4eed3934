"""Somebody opens a figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.application.seeing import seen_figure

if TYPE_CHECKING:
    from services.reporting.application.queries import OpenFigure
    from services.reporting.application.reading import Records
    from services.reporting.domain.answered_figure import AnsweredFigure
    from services.reporting.domain.as_of import AsOf
    from services.reporting.domain.cell import FigureReference


def open_figure(query: OpenFigure, records: Records) -> AnsweredFigure:
    """Return a figure, as it is or as it was when a report was submitted.

    Raises NotAuthorised, whatever `seen_figure` refuses, or what no figure can answer.
    """
    return records.figures.answer(*figure_to_open(query, records))


def figure_to_open(query: OpenFigure, records: Records) -> tuple[FigureReference, AsOf | None]:
    """Return which figure somebody opens, and as of when; raise as `open_figure` does."""
    authorise(query)
    return seen_figure(query, records)
