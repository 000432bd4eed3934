"""Figures that cannot be added up from days are computed every so often, and kept.

Distinct clients are some milliseconds each, and a dashboard shows a hundred such figures. So it
shows what was kept, and says of when that is.
"""

from __future__ import annotations

import time
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from services.reporting.counting_months import count_months
from services.reporting.domain.cell import FigureValue
from services.reporting.domain.kept_figure import KeptFigure
from services.reporting.figures import as_of
from services.reporting.figures.catalogue import definition_of
from services.reporting.figures.figure import Question, answer
from services.reporting.figures.freshness import freshness
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.reports.dashboard import WhatIsAsked, adds_up, dashboard_of
from services.reporting.storage.kept_figures import StoredFigures
from services.reporting.storage.programmes import StoredProgrammes
from shared.kernel.clock import business_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from sqlalchemy import Connection

    from services.reporting.domain.cell import FigureReference
    from shared.database import Database

SHARE_OF_TIME: Final = 10
"""Computing takes at most one part in so many of the time; a large archive waits longer."""


def keep_figures(
    database: Database, now: datetime, today: datetime, node: str, *, is_centre: bool
) -> int:
    """Compute anew what dashboards show, if anything was folded since; return how many figures.

    The clients of months that changed are counted first, which is most of the work.
    `now` is on the real clock. Every figure has a transaction of its own, so that nobody waits for
    all of them together.
    """
    try:
        with database.read() as connection:
            state = _state(connection)
            kept = StoredFigures(connection).all()
            wanted = _wanted(connection, now, today, node, is_centre=is_centre)
    except as_of.NothingFolded:
        return 0
    if not _is_due(kept, wanted, state, now):
        return 0
    began = time.monotonic()
    count_months(database)
    counting = (time.monotonic() - began) / max(1, len(wanted))
    computed = {
        reference: _computed(database, reference, state, now, counting) for reference in wanted
    }
    with database.write(wakes=False) as connection:
        StoredFigures(connection).replace(computed)
    return len(computed)


def _wanted(
    connection: Connection, now: datetime, today: datetime, node: str, *, is_centre: bool
) -> set[FigureReference]:
    """Return the figures of all dashboards at this node that do not add up."""
    asked = WhatIsAsked()
    programmes = StoredProgrammes(connection)
    fresh = freshness(connection, MINISTRY_FACTS, now)
    for code in programmes.newest():
        for bound_to in (node, None) if is_centre else (node,):
            dashboard_of(programmes.get(code), asked, fresh, business_day(today), bound_to)
    return {reference for reference in asked.references if not adds_up(reference)}


def _is_due(
    kept: Mapping[FigureReference, KeptFigure],
    wanted: set[FigureReference],
    state: str,
    now: datetime,
) -> bool:
    if kept.keys() == wanted and all(each.state == state for each in kept.values()):
        return False
    if not kept:
        return True
    rest = timedelta(seconds=SHARE_OF_TIME * sum(each.seconds for each in kept.values()))
    return now >= max(each.computed_at for each in kept.values()) + rest


def _computed(
    database: Database, reference: FigureReference, state: str, now: datetime, counting: float
) -> KeptFigure:
    """Compute a figure; `counting` are the seconds that it shares in what was done for all."""
    question = Question(definition_of(reference.name), reference.period, dict(reference.filters))
    began = time.monotonic()
    with database.read() as connection:
        figure = answer(connection, question, as_of.shown(connection, MINISTRY_FACTS))
    return KeptFigure(
        value=FigureValue(figure.value, figure.count),
        state=state,
        computed_at=now,
        seconds=time.monotonic() - began + counting,
    )


def _state(connection: Connection) -> str:
    """Return a name for what is folded at this moment."""
    return sha256(as_of.now(connection, MINISTRY_FACTS).to_json().encode()).hexdigest()
