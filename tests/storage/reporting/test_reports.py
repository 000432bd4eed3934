"""Submitted reports in their table."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from services.reporting.application.commands import SubmitReport
from services.reporting.application.submit_report import submit_report
from services.reporting.domain.report_order import ReportOrder
from services.reporting.domain.report_version import DrawnReport
from services.reporting.storage.programmes import StoredProgrammes
from services.reporting.storage.reports import StoredReports
from services.reporting.storage.work import Desk
from shared.contracts.programme import Programme
from shared.database import Database
from shared.kernel.command import Role, StaleRecord
from tests.storage.messaging.node_and_centre import until_somebody_waits
from tests.storage.reporting.advice_told import NOW
from tests.storage.reporting.operations import SOURCE, an_actor
from tests.unit.reporting.report_sample import an_order, the_programme

PROGRAMME = the_programme()


@dataclass(frozen=True)
class Pencil:
    """Draws the same short report every time."""

    not_folded: int = 0

    def draw(self, programme: Programme, order: ReportOrder) -> DrawnReport:
        return DrawnReport(
            programme=programme.code,
            programme_version=programme.version,
            period=order.period,
            projection_version=1,
            basis="{}",
            value=b"{}",
            pdf=b"%PDF",
            xlsx=b"PK",
            made_with={"typst": "0"},
            not_folded=self.not_folded,
            incomplete=("zarska",),
        )


def the_command() -> SubmitReport:
    return SubmitReport(
        command_id=uuid4(),
        actor=an_actor(Role.REPORTING_OFFICER),
        programme=PROGRAMME.code,
        order=an_order(),
    )


def submit(database: Database) -> dict[str, Any]:
    desk = Desk(database=database, source=SOURCE, is_centre=True)
    return desk.perform(the_command(), partial(submit_report, drawing=Pencil()), NOW)


def keep_programme(database: Database) -> None:
    with database.write() as connection:
        StoredProgrammes(connection).keep(PROGRAMME, NOW)


def test_a_submitted_version_is_read_back_as_it_was_filed(database: Database) -> None:
    keep_programme(database)

    submit(database)

    with database.read() as connection:
        filed = StoredReports(connection).filed(PROGRAMME.code)
    assert filed.version.drawn == Pencil().draw(PROGRAMME, an_order())
    assert (filed.version.submitted_at, filed.programme) == (NOW, PROGRAMME)
    assert filed.is_intact


def test_of_two_who_submit_at_one_moment_one_is_told_to_ask_again(
    on_postgresql: Database,
) -> None:
    keep_programme(on_postgresql)
    with ThreadPoolExecutor(max_workers=1) as pool:
        with Desk(database=on_postgresql, source=SOURCE, is_centre=True).opened() as work:
            submit_report(the_command(), work, NOW, drawing=Pencil())
            second = pool.submit(submit, on_postgresql)
            until_somebody_waits(on_postgresql)

        with pytest.raises(StaleRecord):
            second.result()

    assert submit(on_postgresql)["version"] == 2
