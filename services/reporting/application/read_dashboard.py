"""Somebody looks at the dashboard of a programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from services.reporting.application.authorise import authorise
from services.reporting.application.seeing import sight_of
from shared.kernel.clock import business_day

if TYPE_CHECKING:
    from datetime import datetime

    from services.reporting.application.queries import ReadDashboard
    from services.reporting.application.reading import Records
    from services.reporting.domain.dashboard import Dashboard


def read_dashboard(query: ReadDashboard, records: Records, now: datetime) -> Dashboard:
    """Return a programme as it stands, of all nodes or of one's own.

    Raises NotAuthorised, UnknownProgramme or NothingFolded.
    """
    authorise(query)
    programme = records.programmes.get(query.programme)
    return records.dashboards.of(programme, business_day(now), sight_of(query, records).node)
