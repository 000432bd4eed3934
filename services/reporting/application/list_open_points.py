"""Somebody looks which nodes and domain events have to be seen to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise

if TYPE_CHECKING:
    from services.reporting.application.queries import ListOpenPoints
    from services.reporting.application.reading import Records
    from services.reporting.domain.checklist import CheckPoint


def list_open_points(query: ListOpenPoints, records: Records) -> tuple[CheckPoint, ...]:
    """Return what operations have to see to; raise NotAuthorised."""
    authorise(query)
    return records.open_points.to_be_cured()
