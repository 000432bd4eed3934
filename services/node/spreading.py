"""A rebuild on all cores: a process for each, every one of which folds a source at a time."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TYPE_CHECKING

from services.node.garbage import look_for_garbage_less_often
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from shared.database import Database
from shared.messaging.rebuilding import fold_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from shared.messaging.rebuilding import Reached, Spread


@contextmanager
def spread_over_cores(database: Database) -> Iterator[Spread | None]:
    """Give what folds sources in processes of their own; `None` on SQLite, where one may write."""
    if not database.is_postgresql:
        yield None
        return
    # Started anew and not forked: connections and threads of this process stay its own.
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as processes:

        def fold(sources: Sequence[str], generation: int, now: datetime) -> dict[str, Reached]:
            tasks = {
                source: processes.submit(_fold, database.url, source, generation, now)
                for source in sources
            }
            return {source: task.result() for source, task in tasks.items()}

        yield fold


def _fold(url: str, source: str, generation: int, now: datetime) -> Reached:
    """Fold one source, in a process that does nothing else."""
    look_for_garbage_less_often()
    database = Database(url)
    try:
        return fold_whole(database, MINISTRY_FACTS, source, generation, now)
    finally:
        database.close()
