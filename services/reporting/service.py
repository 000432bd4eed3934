"""Reporting on the bus: takes in what nodes tell, folds it, watches over it, and answers."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, cast

import structlog
from marshmallow import ValidationError
from nameko.exceptions import deserialize_to_instance
from nameko.rpc import rpc

from services.reporting import answers, questions
from services.reporting.application.discard_parked import discard_parked
from services.reporting.application.edit_narrative import edit_narrative
from services.reporting.application.publish_programme import publish_programme
from services.reporting.application.retry_parked import retry_parked
from services.reporting.application.submit_report import submit_report
from services.reporting.application.take_back_discarded import take_back_discarded
from services.reporting.domain.refusals import ProgrammeAltered
from services.reporting.keeping import keep_figures
from services.reporting.projection.ministry_facts import MINISTRY_FACTS
from services.reporting.reports.drawing import ReportDrawing
from services.reporting.requests.narrative import EditNarrativeRequest
from services.reporting.requests.reports import SubmitReportRequest
from services.reporting.requests.schemas import (
    DiscardParkedRequest,
    PublishProgrammeRequest,
    RetryParkedRequest,
    TakeBackDiscardedRequest,
)
from services.reporting.sentences import SENTENCES
from services.reporting.snapshot import snapshot
from services.reporting.storage import match_lists, receipts
from services.reporting.storage.inbounds import inbounds
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.work import Desk
from shared.kernel.command import Refusal
from shared.messaging import curing, inbox, projector
from shared.messaging.dependencies import BusinessClock, ServiceWatchdog
from shared.messaging.entrypoint import fed
from shared.messaging.feeds import Batches, Ticks, Waking
from shared.messaging.publishing import PublishingService
from shared.wire.programme import InvalidProgramme, read_programme

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sqlalchemy import Connection

    from services.reporting.snapshot import Snapshot
    from shared.kernel.clock import Clock
    from shared.messaging.control import ControlMessage, ProgrammeVersion
    from shared.messaging.delivery import Delivery
    from shared.messaging.watching import Watching

FOLDED_AT_ONCE = 1000
"""Domain events of one source that are folded in one transaction."""

EXPECTED = (Refusal, ValidationError)
"""What is told to whoever asked, and is no failure of the service."""

for _refused in (*SENTENCES, ValidationError):
    # A caller in this software gets back what was raised, not nameko's description of it.
    deserialize_to_instance(_refused)

Request = dict[str, Any]
log = structlog.get_logger()


class ReportingService(PublishingService):
    """At the centre it takes in what every node tells; at a partner's node what that node does."""

    name = "reporting"
    # nameko finds these and puts what they give in their place, call by call.
    clock = cast("Clock", BusinessClock())
    watchdog = cast("Watching", ServiceWatchdog())

    @fed(Batches(lambda runtime, _service: tuple(inbounds(runtime))))
    def receive(self, batch: list[Delivery]) -> None:
        """Put a batch away; it is acknowledged after the commit."""
        writers = inbounds(self.runtime)
        with self.database.write() as connection:
            now = self.runtime.wall_clock.now()
            received = inbox.store(connection, batch, writers, now)
            for part in received.match_lists:
                match_lists.keep(connection, part, now)
        if received.quarantined or received.forks:
            log.error("held_apart", quarantined=received.quarantined, forks=received.forks)

    @fed(Ticks(lambda runtime: runtime.pace.look, Waking.COMMIT))
    def project(self, _tick: str) -> bool:
        """Fold what came, source by source; tell whether there is more."""
        with self.database.read() as connection:
            waiting = projector.with_more(connection, MINISTRY_FACTS)
        taken = 0
        for source in waiting:
            with self.database.write(wakes=False) as connection:
                folded = projector.fold_source(
                    connection,
                    MINISTRY_FACTS,
                    source,
                    now=self.runtime.wall_clock.now(),
                    limit=FOLDED_AT_ONCE,
                )
            taken += folded.taken
            if folded.parked:
                log.error("parked", source=source, count=folded.parked)
        return taken > 0

    @fed(Ticks(lambda runtime: runtime.pace.watchdog))
    def watch(self, _tick: str) -> None:
        """Ask for what is missing; at the centre, tell each node what it is to know.

        That is what is held of it, which programmes are in force, and whom it referred that came.
        What waited for newer software is folded, if this is it.
        """
        with self.database.write(wakes=False) as connection:
            curing.retry_known(connection, MINISTRY_FACTS)
        told: list[tuple[str, ControlMessage]] = []
        if self.runtime.is_centre:
            with self.database.read() as connection:
                told += StoredProgrammes(connection).lacked()
                told += receipts.untold(connection, self.runtime.wall_clock.now())
        self.watchdog.turn(told)

    @fed(Ticks(lambda runtime: runtime.pace.kept_figures))
    def keep_figures(self, _tick: str) -> None:
        """Compute anew what dashboards show and cannot be added up from days."""
        runtime = self.runtime
        keep_figures(
            self.database,
            runtime.wall_clock.now(),
            self.clock.now(),
            runtime.node,
            is_centre=runtime.is_centre,
        )

    @rpc(expected_exceptions=EXPECTED)
    def publish_programme(self, request: Request) -> answers.Answer:
        """Publish a version of a programme."""
        command = PublishProgrammeRequest().load(request)
        return self._desk.perform(command, publish_programme, self.clock.now())

    @rpc(expected_exceptions=EXPECTED)
    def submit_report(self, request: Request) -> answers.Answer:
        """File the report on a programme as its next version."""
        command = SubmitReportRequest().load(request)
        drawing = ReportDrawing.at(self.runtime)
        return self._desk.perform(
            command, partial(submit_report, drawing=drawing), self.clock.now()
        )

    @rpc(expected_exceptions=EXPECTED)
    def edit_narrative(self, request: Request) -> answers.Answer:
        """Write a section of the report on a programme."""
        command = EditNarrativeRequest().load(request)
        return self._desk.perform(command, edit_narrative, self.clock.now())

    @rpc(expected_exceptions=EXPECTED)
    def reports(self, request: Request) -> answers.Answer:
        """Return the submitted versions of the reports on a programme."""
        return self._answer(request, questions.reports)

    @rpc(expected_exceptions=EXPECTED)
    def reproduce_report(self, request: Request) -> answers.Answer:
        """Make a submitted report again, and tell how it compares with what was filed."""
        return self._answer(request, questions.reproduce_report)

    @rpc(expected_exceptions=EXPECTED)
    def report_differences(self, request: Request) -> answers.Answer:
        """Return what reads otherwise now than in a submitted report, and why."""
        return self._answer(request, questions.report_differences)

    @rpc(expected_exceptions=EXPECTED)
    def figure(self, request: Request) -> answers.Answer:
        """Return a figure with its freshness."""
        return self._answer(request, questions.figure)

    @rpc(expected_exceptions=EXPECTED)
    def figure_rows(self, request: Request) -> answers.Answer:
        """Return a page of the rows behind a figure."""
        return self._answer(request, questions.figure_rows)

    @rpc(expected_exceptions=EXPECTED)
    def domain_event(self, request: Request) -> answers.Answer:
        """Return the domain event behind a row."""
        return self._answer(request, questions.domain_event)

    @rpc(expected_exceptions=EXPECTED)
    def freshness(self, request: Request) -> answers.Answer:
        """Return how far the data of each node reach."""
        return self._answer(request, questions.freshness)

    @rpc(expected_exceptions=EXPECTED)
    def parked(self, request: Request) -> answers.Answer:
        """Return what is not folded and why, also what was discarded."""
        return self._answer(request, questions.parked)

    @rpc(expected_exceptions=EXPECTED)
    def forks(self, request: Request) -> answers.Answer:
        """Return the positions that two domain events claim, with both of each."""
        return self._answer(request, questions.forks)

    @rpc(expected_exceptions=EXPECTED)
    def retry_parked(self, request: Request) -> answers.Answer:
        """Fold again everything that is parked, and let a halted projection go on."""
        command = RetryParkedRequest().load(request)
        return self._desk.perform(command, retry_parked, self.clock.now())

    @rpc(expected_exceptions=EXPECTED)
    def discard_parked(self, request: Request) -> answers.Answer:
        """Leave a domain event that cannot be folded out of the figures."""
        command = DiscardParkedRequest().load(request)
        return self._desk.perform(command, discard_parked, self.clock.now())

    @rpc(expected_exceptions=EXPECTED)
    def take_back_discarded(self, request: Request) -> answers.Answer:
        """Let a discarded domain event be folded after all."""
        command = TakeBackDiscardedRequest().load(request)
        return self._desk.perform(command, take_back_discarded, self.clock.now())

    def programmes_held(self, connection: Connection) -> Mapping[str, int]:
        """Return the newest version of each programme that reporting has."""
        return StoredProgrammes(connection).newest()

    def keep_programme(self, message: ProgrammeVersion) -> None:
        """Keep a version that the centre published.

        One that cannot be kept is told in the log and not waited for: it would hold up whatever
        else the centre says, and as heartbeats show that it lacks, it comes again.
        """
        try:
            programme = read_programme(message.document)
            with self.database.write() as connection:
                StoredProgrammes(connection).keep(programme, self.runtime.wall_clock.now())
        except (InvalidProgramme, ProgrammeAltered) as error:
            log.error(  # noqa: TRY400 - the reason is for people, and a traceback is not
                "programme_not_kept",
                programme=message.programme,
                version=message.version,
                reason=str(error),
            )

    @property
    def _desk(self) -> Desk:
        return Desk(database=self.database, source=self.source, is_centre=self.runtime.is_centre)

    def _answer(
        self, request: Request, question: Callable[[Request, Snapshot], answers.Answer]
    ) -> answers.Answer:
        runtime = self.runtime
        looked_at = runtime.wall_clock.now()
        with snapshot(
            self.database, runtime.node, looked_at, is_centre=runtime.is_centre
        ) as records:
            return question(request, records)
