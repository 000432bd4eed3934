"""Many who ask at one moment, from threads of several processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from datetime import datetime
from functools import partial
from multiprocessing import get_context

from shared.database import Database
from shared.kernel.command import Command, Refusal
from tests.storage.consultations.node import do
from tests.unit.consultations.examples import NOW

PROCESSES, THREADS = 4, 5


def outcomes_of(
    database_url: str, commands: Sequence[Command], now: datetime = NOW
) -> Counter[str]:
    """Carry out commands all at once; count what each was refused for, and `done`."""
    shares = [commands[place::PROCESSES] for place in range(PROCESSES)]
    # Its workers end by themselves; a Pool's are sent SIGTERM, and one measured for coverage may
    # then wait for ever for a lock that it holds itself.
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as processes:
        return sum(processes.map(partial(_ask, database_url, now), shares), Counter())


def _ask(database_url: str, now: datetime, commands: Sequence[Command]) -> Counter[str]:
    database = Database(database_url)

    def outcome(command: Command) -> str:
        try:
            do(database, command, now=now)
        except Refusal as refusal:
            return type(refusal).__name__
        return "done"

    with ThreadPoolExecutor(THREADS) as threads:
        found = Counter(threads.map(outcome, commands))
    database.close()
    return found
