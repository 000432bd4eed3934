"""People who look at what a centre's reporting knows, and who write into its report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any, TypeVar
from uuid import UUID, uuid4

from services.reporting.application.commands import EditNarrative, SubmitReport
from services.reporting.application.edit_narrative import edit_narrative
from services.reporting.application.submit_report import submit_report
from services.reporting.domain.report_order import ReportOrder
from services.reporting.keeping import keep_figures
from services.reporting.reports.drawing import ReportDrawing
from services.reporting.snapshot import Snapshot, snapshot
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.work import Desk
from shared.contracts.programme import Programme
from shared.database import Database
from shared.kernel.command import Actor, Role
from tests.storage.reporting.advice_told import NOW, Node, Reporting
from tests.storage.reporting.operations import SOURCE, an_actor
from tests.unit.reporting.report_sample import an_order, the_programme

QueryT = TypeVar("QueryT")
AnswerT = TypeVar("AnswerT")

OFFICER = an_actor(Role.REPORTING_OFFICER)
NETWORK_OPERATOR = an_actor(Role.OPERATIONS)
COORDINATOR = an_actor(Role.COORDINATOR)
MINISTRY = an_actor(Role.MINISTRY)
ADMINISTRATOR = an_actor(Role.NODE_ADMINISTRATOR)
PROGRAMME = the_programme()
CODE = PROGRAMME.code


@dataclass
class Centre:
    """The reporting of a node, most often of the centre, with the programme in force."""

    database: Database
    node: str = "cistor"
    is_centre: bool = True
    now: datetime = NOW
    reporting: Reporting = field(init=False)

    def __post_init__(self) -> None:
        self.reporting = Reporting(self.database)

    def publish(self, programme: Programme = PROGRAMME) -> None:
        with self.database.write() as connection:
            StoredProgrammes(connection).keep(programme, NOW)

    def hear(self, *nodes: Node) -> None:
        """Enrol nodes, take in what they told, and hear that this is all."""
        self.reporting.expect(*nodes)
        self.hear_again(*nodes)

    def hear_again(self, *nodes: Node) -> None:
        for node in nodes:
            self.reporting.receive(node, [*node.deliveries(), node.heartbeat()])
            self.reporting.fold(node)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        with snapshot(self.database, self.node, self.now, is_centre=self.is_centre) as found:
            yield found

    def ask(self, query: QueryT, use_case: Callable[[QueryT, Snapshot], AnswerT]) -> AnswerT:
        with self.reading() as records:
            return use_case(query, records)

    def ask_now(
        self, query: QueryT, use_case: Callable[[QueryT, Snapshot, datetime], AnswerT]
    ) -> AnswerT:
        with self.reading() as records:
            return use_case(query, records, self.now)

    def keep_figures(self) -> int:
        return keep_figures(self.database, self.now, self.now, self.node, is_centre=self.is_centre)

    def write(
        self,
        section: str,
        text: str,
        expected_version: int = 0,
        *,
        actor: Actor = OFFICER,
        command_id: UUID | None = None,
    ) -> dict[str, Any]:
        command = EditNarrative(
            command_id=command_id or uuid4(),
            actor=actor,
            programme=CODE,
            section=section,
            text=text,
            expected_version=expected_version,
        )
        return self.desk.perform(command, edit_narrative, self.now)

    def submit(
        self, order: ReportOrder | None = None, *, naming_parked: bool = False
    ) -> dict[str, Any]:
        command = SubmitReport(
            command_id=uuid4(),
            actor=OFFICER,
            programme=CODE,
            order=order or an_order(),
            naming_parked=naming_parked,
        )
        drawing = ReportDrawing(database=self.database, looked_at=self.now)
        return self.desk.perform(command, partial(submit_report, drawing=drawing), self.now)

    @property
    def desk(self) -> Desk:
        return Desk(database=self.database, source=SOURCE, is_centre=self.is_centre)
