"""A node's bus with one thing in it altered: `python -m tests.bus.altered_bus HOME ALTERATION`.

The bus itself has no hooks for tests. This program is the real one with one function wrapped: it
dies at a chosen point as `kill -9` would have it, has a fold that raises, or watches who gives way.
"""

# First of all: it patches the process, as it must before anything else is imported.
from services.node import bus

# isort: split
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import wraps
from importlib import import_module
from pathlib import Path
from typing import Any

import eventlet
from eventlet.event import Event
from eventlet.greenthread import getcurrent
from sqlalchemy import Connection

from services.consultations.service import ConsultationsService
from services.node.clocks import WallClock
from services.node.season.clock import SeasonClock
from services.reporting import service as reporting_service
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.service import ReportingService
from services.reporting.storage import work as reporting_work
from shared.contracts.consultations import AdviceCardApproved
from shared.database import Database
from shared.messaging import inbox, projector
from shared.messaging.entrypoint import Fed
from shared.messaging.feeds import OpenQueues, Ticks
from shared.messaging.journal import Journal
from shared.messaging.projection import Change, Folding
from shared.messaging.publisher import Outbound, Publisher
from shared.messaging.relaying import Relaying
from shared.messaging.topology import EVENTS, UPLINK_EXCHANGE
from shared.wire.envelope import CONTENT_TYPE
from tests.bus.newer_version import become_newer

GAVE_WAY = 70
"""The exit code of a process in which somebody gave way inside a write transaction."""

SLOW_PAUSE = 2.0
"""Seconds between two domain events that the slow projection folds."""

FAULTY_MINUTES = 50
"""A card of so many minutes is what the fold with an error stumbles over."""


def alter(owner: Any, name: str, altered: object) -> None:
    setattr(owner, name, altered)


def tell(line: str) -> None:
    """Write a line where the test reads it; straight to the file, for the hub is being watched."""
    os.write(sys.stderr.fileno(), f"{line}\n".encode())


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def die_after(owner: Any, name: str, when: Callable[[Any], object] = lambda _result: True) -> None:
    """Die when a function has returned something of which `when` is true."""
    original = getattr(owner, name)

    @wraps(original)
    def altered(*args: Any, **options: Any) -> Any:
        result = original(*args, **options)
        if when(result):
            die()
        return result

    alter(owner, name, altered)


def before_the_commit() -> None:
    die_after(Journal, "append")


def after_the_commit() -> None:
    # Only for a card: a request that was answered and not acknowledged before comes again.
    die_after(ConsultationsService, "_perform", lambda answer: "card_number" in answer)


def after_numbering() -> None:
    die_after(Relaying, "_number", lambda numbered: numbered > 0)


def in_the_middle_of_publishing() -> None:
    _die_having_published(lambda batch: batch[: (len(batch) + 1) // 2])


def after_publishing_to_the_node() -> None:
    _die_after_publishing(EVENTS)


def after_publishing_to_the_centre() -> None:
    _die_after_publishing(UPLINK_EXCHANGE)


def _die_after_publishing(to: str) -> None:
    _die_having_published(lambda batch: [each for each in batch if each.exchange == to])


def _die_having_published(part: Callable[[list[Outbound]], list[Outbound]]) -> None:
    """Die once the broker has confirmed a part of a batch of domain events."""
    original = Publisher.publish

    def altered(publisher: Publisher, messages: Iterable[Outbound]) -> None:
        batch = list(messages)
        published = part([each for each in batch if each.content_type == CONTENT_TYPE])
        original(publisher, published or batch)
        if published:
            die()

    alter(Publisher, "publish", altered)


def ingest_before_the_commit() -> None:
    die_after(inbox, "store", lambda received: received.stored)


def the_database_dies_before_the_commit() -> None:
    """Kill PostgreSQL when a batch is stored and not committed; the bus itself lives on."""
    store = inbox.store
    killed: list[int] = []

    def storing(connection: Connection, *args: Any, **options: Any) -> inbox.Received:
        received = store(connection, *args, **options)
        if received.stored and not killed:
            backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            killed.append(backend)
            for process in (_parent_of(backend), backend):
                os.kill(process, signal.SIGKILL)
        return received

    alter(inbox, "store", storing)


def _parent_of(process: int) -> int:
    status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    [parent] = [line.split()[1] for line in status.splitlines() if line.startswith("PPid:")]
    return int(parent)


def ingest_before_the_acknowledgement() -> None:
    _settle_once_stored(acknowledge=False)


def ingest_after_the_acknowledgement() -> None:
    _settle_once_stored(acknowledge=True)


def _settle_once_stored(*, acknowledge: bool) -> None:
    """Die when a batch that held something new is to be settled, or has been."""
    store, settle = inbox.store, OpenQueues.settle
    stored: list[inbox.Received] = []

    def storing(*args: Any, **options: Any) -> inbox.Received:
        received = store(*args, **options)
        if received.stored:
            stored.append(received)
        return received

    def settling(queues: OpenQueues, result: object) -> None:
        if acknowledge or not stored:
            settle(queues, result)
        if stored:
            die()

    alter(inbox, "store", storing)
    alter(OpenQueues, "settle", settling)


def projector_before_the_commit() -> None:
    die_after(projector, "fold_source", lambda folded: folded.taken)


def projector_after_the_commit() -> None:
    settle = Ticks.settle

    def settling(ticks: Ticks, result: object) -> None:
        if result:
            die()
        settle(ticks, result)

    alter(Ticks, "settle", settling)


def told_to_end_while_it_sets_up() -> None:
    _told_to_end_at("setup")


def told_to_end_while_it_starts() -> None:
    _told_to_end_at("start")


def told_to_end_and_never_done() -> None:
    """Have a feed whose work does not end, and less patience than the bus really has."""
    alter(bus, "END_LIMIT", 0.2)
    alter(Fed, "stop", lambda _entrypoint: Event().wait())


def _told_to_end_at(step: str) -> None:
    original = getattr(Fed, step)

    def altered(entrypoint: Fed) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        original(entrypoint)

    alter(Fed, step, altered)


def one_fold_raises() -> None:
    _fold_approvals(lambda event: event.minutes == FAULTY_MINUTES)


def every_fold_raises() -> None:
    _fold_approvals(lambda _event: True)


def _fold_approvals(is_faulty: Callable[[AdviceCardApproved], bool]) -> None:
    original = MINISTRY_FACTS.folds[AdviceCardApproved]

    def altered(folding: Folding[AdviceCardApproved]) -> Iterator[Change]:
        if is_faulty(folding.event):
            message = "an error in the fold"
            raise ZeroDivisionError(message)
        yield from original(folding)

    folds = {**MINISTRY_FACTS.folds, AdviceCardApproved: altered}
    altered_facts = replace(MINISTRY_FACTS, folds=folds)
    alter(reporting_service, "MINISTRY_FACTS", altered_facts)
    alter(reporting_work, "MINISTRY_FACTS", altered_facts)


def folds_slowly() -> None:
    """Fold one domain event of each source, and then rest longer than anything else takes."""
    project = ReportingService.project

    @wraps(project)
    def slowly(service: ReportingService, tick: str) -> bool:
        project(service, tick)
        eventlet.sleep(SLOW_PAUSE)
        return False

    alter(reporting_service, "FOLDED_AT_ONCE", 1)
    alter(ReportingService, "project", slowly)


def clock_two_days_ahead() -> None:
    _set_clocks(by=timedelta(days=2))


def clock_two_days_behind() -> None:
    _set_clocks(by=-timedelta(days=2))


def _set_clocks(by: timedelta) -> None:
    """Set all clocks of the node wrong: the machine's, and that of the season."""
    for clock in (WallClock, SeasonClock):
        alter(clock, "now", _wrong_by(by, clock.now))


def _wrong_by(by: timedelta, now: Callable[[Any], datetime]) -> Callable[[Any], datetime]:
    return lambda clock: now(clock) + by


def newer_version() -> None:
    become_newer()


@dataclass
class Watched:
    """How much the watch over write transactions has seen."""

    transactions: int = 0
    switches: int = 0


def nobody_gives_way() -> None:
    """End the process at once if a green thread is switched away from a write transaction."""
    hub = import_module("eventlet.hubs").get_hub()
    switch, write, seen = hub.switch, Database.write, Watched()
    writing: dict[object, Database] = {}

    @contextmanager
    def watched_write(database: Database, **options: Any) -> Iterator[Connection]:
        thread = getcurrent()
        try:
            with write(database, **options) as connection:
                seen.transactions += 1
                writing[thread] = database
                yield connection
        finally:
            writing.pop(thread, None)

    def watched_switch() -> Any:
        seen.switches += 1
        if getcurrent() in writing:
            tell(f"gave way while writing to {writing[getcurrent()].url}")
            os._exit(GAVE_WAY)
        return switch()

    alter(Database, "write", watched_write)
    alter(hub, "switch", watched_switch)
    eventlet.spawn(_tell_what_was_seen, seen)


def somebody_gives_way() -> None:
    """Watch, and give way in the one place where it does the most harm."""
    nobody_gives_way()
    die_after(Journal, "append", lambda _result: eventlet.sleep(0))


def _tell_what_was_seen(seen: Watched) -> None:
    while True:
        eventlet.sleep(0.1)
        tell(f"watched {seen.transactions} {seen.switches}")


ALTERATIONS = {
    alteration.__name__: alteration
    for alteration in (
        before_the_commit,
        after_the_commit,
        after_numbering,
        in_the_middle_of_publishing,
        after_publishing_to_the_node,
        after_publishing_to_the_centre,
        ingest_before_the_commit,
        the_database_dies_before_the_commit,
        ingest_before_the_acknowledgement,
        ingest_after_the_acknowledgement,
        projector_before_the_commit,
        projector_after_the_commit,
        told_to_end_while_it_sets_up,
        told_to_end_while_it_starts,
        told_to_end_and_never_done,
        one_fold_raises,
        every_fold_raises,
        folds_slowly,
        clock_two_days_ahead,
        clock_two_days_behind,
        newer_version,
        nobody_gives_way,
        somebody_gives_way,
    )
}

if __name__ == "__main__":
    home, alteration = sys.argv[1:]
    ALTERATIONS[alteration]()
    sys.exit(bus.main(Path(home)))
