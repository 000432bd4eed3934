"""Rebuilds, figures and dashboards: what a centre does with an archive that is there already."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from statistics import quantiles
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select

from services.node.clocks import WallClock
from services.node.demo import PROGRAMME_FILE
from services.node.runtime import MIGRATIONS
from services.node.spreading import spread_over_cores
from services.reporting.application.queries import ReadDashboard
from services.reporting.application.read_dashboard import read_dashboard
from services.reporting.counting_months import count_months
from services.reporting.figures import as_of
from services.reporting.figures.catalogue import FIGURES
from services.reporting.figures.figure import Question, answer
from services.reporting.keeping import keep_figures
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.snapshot import snapshot
from services.reporting.storage.programmes import StoredProgrammes
from shared.database import Database
from shared.kernel.command import Actor, Role
from shared.kernel.period import Period
from shared.messaging.rebuilding import Rebuilt, rebuild
from shared.messaging.tables import inbox
from shared.migrations import upgrade
from shared.wire.programme import read_programme
from tests.bench.checks import expect, expect_facts, expect_totals
from tests.bench.events import DAYS, FIRST_DAY
from tests.bench.filling import SOURCES, fill_archive
from tests.bench.processor_time import seconds_used
from tests.bench.watching import Rate
from tests.bench.world import CENTRE

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from services.reporting.domain.as_of import AsOf
    from tests.bench.world import Servers

_LAST_DAY = FIRST_DAY + timedelta(days=DAYS - 1)
PERIODS = (
    Period(FIRST_DAY, _LAST_DAY),
    Period(FIRST_DAY, FIRST_DAY + timedelta(days=364)),
    Period(FIRST_DAY, FIRST_DAY + timedelta(days=89)),
)
"""All of a programme, a year, a quarter."""

NARROWED = {
    "node": "bench-1",
    "field_of_advice": "legal",
    "form_of_contact": "phone",
    "client_kind": "individual",
    "sex": "female",
}
_ROUNDS = 5
_OPENINGS = 40

PROMISED = replace(read_programme(PROGRAMME_FILE.read_text(encoding="utf-8")), last_day=_LAST_DAY)
"""A programme that lasts as long as its archive."""

_DASHBOARD = ReadDashboard(
    actor=Actor(staff_id=UUID(int=1), roles=frozenset({Role.REPORTING_OFFICER})),
    programme=PROMISED.code,
)


def measure_rebuild(on: Servers, count: int) -> Rate:
    """Fold the archive again in a process for each core, compare with what is shown, and switch."""
    with _folded_archive(on, count) as database:
        used_before, started_at = _used(on), time.monotonic()
        rebuilt = _rebuilt(database)
        seconds = time.monotonic() - started_at
        used = {name: after - used_before[name] for name, after in _used(on).items()}
        expect("differences", (rebuilt.differences, rebuilt.switched), ((), True))
        with database.read() as connection:
            expect_facts(connection, count)
            expect_totals(connection)
    return Rate(events=count, seconds=seconds, processor_seconds=used)


def measure_figures(on: Servers, few: int, many: int) -> dict[str, float]:
    """Ask every figure, of now and of an earlier moment; the time of each answer counts.

    Figures that count clients cannot be added up from days; they are told apart.
    """
    with _folded_archive(on, few) as database:
        of_few = _p95(_answered_in(database, _questions(added_up=True)))
    with _folded_archive(on, many) as database:
        of_many = _p95(_answered_in(database, _questions(added_up=True)))
        counted_ms = _counted_in(database)
        of_clients = _p95(_answered_in(database, _questions(added_up=False)))
        every = [*_questions(added_up=True), *_questions(added_up=False)]
        earlier = _answered_in(database, every, _half_way(database), rounds=1)
    return {
        "p95_ms": round(of_many, 1),
        "growth": round(of_many / of_few, 2),
        "as_of_p95_ms": round(_p95(earlier), 1),
        "clients_p95_ms": round(of_clients, 1),
        "clients_counted_ms": round(counted_ms, 1),
    }


def measure_dashboard(on: Servers, few: int, many: int) -> dict[str, float]:
    """Open the dashboard of the programme, once the figures that do not add up are kept."""
    with _folded_archive(on, few) as database:
        of_few = _p95(_opened_in(database))
    with _folded_archive(on, many) as database:
        kept_ms = _kept_in(database)
        of_many = _p95(_opened_in(database))
    return {
        "p95_ms": round(of_many, 1),
        "growth": round(of_many / of_few, 2),
        "kept_ms": round(kept_ms, 1),
    }


def _opened_in(database: Database) -> list[float]:
    """Return in how many milliseconds the dashboard was there, each time."""
    _kept_in(database)
    clock = WallClock()
    taken = []
    for _ in range(_OPENINGS):
        started_at = time.perf_counter()
        with snapshot(database, CENTRE, clock.now(), is_centre=True) as records:
            board = read_dashboard(_DASHBOARD, records, clock.now())
        taken.append((time.perf_counter() - started_at) * 1000)
        expect("indicators", len(board.tiles), len(PROMISED.indicators))
    return taken


def _kept_in(database: Database) -> float:
    """Put the programme into force, and keep its figures; return the milliseconds that it took."""
    clock = WallClock()
    with database.write() as connection:
        StoredProgrammes(connection).keep(PROMISED, clock.now())
    started_at = time.perf_counter()
    keep_figures(database, clock.now(), clock.now(), CENTRE, is_centre=True)
    return (time.perf_counter() - started_at) * 1000


def _counted_in(database: Database) -> float:
    """Count the clients of all months, as the bus process does; return in how many milliseconds."""
    started_at = time.perf_counter()
    count_months(database)
    return (time.perf_counter() - started_at) * 1000


@contextmanager
def _folded_archive(on: Servers, count: int) -> Iterator[Database]:
    """Make an archive of invented cards, folded; it is gone afterwards."""
    with on.postgresql.database() as url:
        upgrade(url, MIGRATIONS["reporting"])
        fill_archive(url, count)
        database = Database(url)
        _rebuilt(database, accept="nothing was folded before")
        with database.write() as connection:
            archived = connection.execute(select(func.count()).select_from(inbox)).scalar_one()
            connection.exec_driver_sql("ANALYZE")
        expect("archived", archived, count)
        on.execute("CHECKPOINT")
        yield database
        database.close()


def _rebuilt(database: Database, accept: str | None = None) -> Rebuilt:
    with spread_over_cores(database) as spread:
        return rebuild(
            database, MINISTRY_FACTS, now=WallClock().now(), accept=accept, spread=spread
        )


def _questions(*, added_up: bool) -> list[Question]:
    """Return each figure over each period: of everything, and narrowed by one code."""
    return [
        Question(definition, period, dict(filters))
        for definition in FIGURES.values()
        if (definition.operation.added_up is not None) is added_up
        for period in PERIODS
        for filters in ((), *((each,) for each in sorted(NARROWED.items())))
        if {name for name, _ in filters} <= definition.filters
    ]


def _answered_in(
    database: Database, questions: Sequence[Question], at: AsOf | None = None, rounds: int = _ROUNDS
) -> list[float]:
    """Return in how many milliseconds each question was answered, each time."""
    taken = []
    for _ in range(rounds):
        for question in questions:
            started_at = time.perf_counter()
            with database.read() as connection:
                answer(connection, question, as_of.shown(connection, MINISTRY_FACTS, at))
            taken.append((time.perf_counter() - started_at) * 1000)
    return taken


def _half_way(database: Database) -> AsOf:
    """Return the moment at which half of what each source told was folded."""
    with database.read() as connection:
        moment = as_of.now(connection, MINISTRY_FACTS)
    positions = {
        source: (epoch, position // 2) for source, (epoch, position) in moment.positions.items()
    }
    expect("sources", len(positions), len(SOURCES))
    return replace(moment, positions=positions)


def _p95(milliseconds: list[float]) -> float:
    return quantiles(milliseconds, n=20)[-1]


def _used(on: Servers) -> dict[str, float]:
    """Return processor time: Python's, of this process and those it started, and PostgreSQL's."""
    times = os.times()
    python = times.user + times.system + times.children_user + times.children_system
    return {"python": python, "database": seconds_used(on.pids["database"])}
